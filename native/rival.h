/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plugins that do the same work as this one: two at once would encrypt twice and answer twice. */
#ifndef OTR_RIVAL_H
#define OTR_RIVAL_H

#include <purple.h>

/* TRUE: another one is active, so that `plugin` must not load. The person is asked which it shall be. */
gboolean otr_rival_bars(PurplePlugin *plugin);

/* `plugin` was loaded: it gives way to one that is loaded later, and the person is asked. */
void otr_rival_watch(PurplePlugin *plugin);

/* Whether this plugin is being loaded in the place of another one, whose private conversations end by that. */
gboolean otr_rival_is_replaced(void);

#endif
