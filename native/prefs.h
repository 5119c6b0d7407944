/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pidgin-otr's own global preferences, with its defaults, so that a person can go back and forth; and ours. The
   same names and defaults are in src/purple/preferences.ts. */
#ifndef OTR_PREFS_H
#define OTR_PREFS_H

#include <purple.h>

typedef enum {
    OTR_PREF_ENABLED,
    OTR_PREF_AUTOMATIC,
    OTR_PREF_REQUIRE,
    OTR_PREF_AVOID_LOGGING,
    OTR_PREF_BUTTON,
    OTR_PREF_REDACT_LOGS,
    OTR_PREF_TYPING,
    OTR_PREF_WARN,
    OTR_PREF_END_ON_CLOSE,
    OTR_PREF_SILENT_BUS
} OtrPref;

gboolean otr_prefs_get(OtrPref pref);

/* Creates those that are not there yet. */
void otr_prefs_create(void);

/* The preferences as a libpurple frame, for every UI that has no page of its own for them. */
PurplePluginPrefFrame *otr_prefs_frame(PurplePlugin *plugin);

#endif
