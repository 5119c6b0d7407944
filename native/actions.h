/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tools -> Off-the-Record Messaging: what the plugin offers outside of conversations. */
#ifndef OTR_ACTIONS_H
#define OTR_ACTIONS_H

#include <purple.h>

/* PurplePluginInfo.actions. The entries are there from loading on, before there is an engine to ask. */
GList *otr_actions(PurplePlugin *plugin, gpointer context);

#endif
