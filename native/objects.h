/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The shared objects beside the plugin: found from the plugin's own real path, opened on demand.

   PLUGINS/otr-ts.so                 this plugin, the only one libpurple probes (it does not recurse)
   PLUGINS/otr-ts/otr-runtime.so     Node, the bridge, the JavaScript
   PLUGINS/otr-ts/otr-pidgin.so      Pidgin's decoration
   PLUGINS/otr-ts/locale/            translations */
#ifndef OTR_OBJECTS_H
#define OTR_OBJECTS_H

#include "engine.h"

/* The folder PLUGINS/otr-ts; NULL when the plugin's path cannot be resolved. */
const char *otr_objects_folder(void);

/* The runtime object, opened once; any thread. NULL and *error (g_free) when it cannot be used. */
const OtrEngine *otr_objects_runtime(char **error);

/* Pidgin's decoration, opened once; NULL when the UI is not Pidgin or it cannot be used. */
const OtrPidgin *otr_objects_pidgin(void);

#endif
