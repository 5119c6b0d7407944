/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pidgin-otr's own global preferences, with its defaults: a person can go back and forth. */
#ifndef OTR_PREFS_H
#define OTR_PREFS_H

#include <purple.h>

/* Creates those that are not there yet. */
void otr_prefs_create(void);

/* The preferences as a libpurple frame, for every UI that has no page of its own for them. */
PurplePluginPrefFrame *otr_prefs_frame(PurplePlugin *plugin);

#endif
