/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "prefs.h"

#include "text.h"

void
otr_prefs_create(void)
{
    purple_prefs_add_none("/OTR");
    purple_prefs_add_bool("/OTR/enabled", TRUE);
    purple_prefs_add_bool("/OTR/automatic", TRUE);
    purple_prefs_add_bool("/OTR/onlyprivate", FALSE);
    purple_prefs_add_bool("/OTR/avoidloggingotr", TRUE);
    purple_prefs_add_bool("/OTR/showotrbutton", TRUE);
}

PurplePluginPrefFrame *
otr_prefs_frame(PurplePlugin *plugin)
{
    const char *const fields[][2] = {
        {"/OTR/enabled", _("Enable private messaging")},
        {"/OTR/automatic", _("Start private messaging automatically")},
        {"/OTR/onlyprivate", _("Require private messaging")},
        {"/OTR/avoidloggingotr", _("Don't log private conversations")},
        {"/OTR/showotrbutton", _("Show OTR button in toolbar")},
    };
    PurplePluginPrefFrame *frame = purple_plugin_pref_frame_new();

    (void)plugin;
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        purple_plugin_pref_frame_add(frame,
                                     purple_plugin_pref_new_with_name_and_label(fields[i][0], fields[i][1]));
    return frame;
}
