/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "prefs.h"

#include "text.h"

#define OURS "/plugins/core/otr-ts"

/* In the order of OtrPref. */
static const struct {
    const char *path;
    gboolean fallback;
} prefs[] = {
    {"/OTR/enabled", TRUE},        {"/OTR/automatic", TRUE},     {"/OTR/onlyprivate", FALSE},
    {"/OTR/avoidloggingotr", TRUE}, {"/OTR/showotrbutton", TRUE}, {OURS "/redact_logs", FALSE},
    {OURS "/typing", FALSE},       {OURS "/warn", TRUE},         {OURS "/end_on_close", FALSE},
    {OURS "/silent_bus", FALSE},
};

void
otr_prefs_create(void)
{
    purple_prefs_add_none("/OTR");
    purple_prefs_add_none(OURS);
    for (size_t i = 0; i < G_N_ELEMENTS(prefs); i++)
        purple_prefs_add_bool(prefs[i].path, prefs[i].fallback);
}

gboolean
otr_prefs_get(OtrPref pref)
{
    return purple_prefs_get_bool(prefs[pref].path);
}

PurplePluginPrefFrame *
otr_prefs_frame(PurplePlugin *plugin)
{
    /* NULL: only where there is a toolbar */
    const char *const labels[] = {
        _("Enable private messaging"),
        _("Start private messaging automatically"),
        _("Require private messaging"),
        _("Don't log private conversations"),
        NULL,
        _("Note in the log that something was said, not what"),
        _("Send typing notifications in private conversations"),
        _("Ask before files, calls and requests for attention, which are not encrypted"),
        _("End a private conversation when its window is closed"),
        _("Leave the session bus (D-Bus) while a conversation is private"),
    };
    PurplePluginPrefFrame *frame = purple_plugin_pref_frame_new();

    (void)plugin;
    for (size_t i = 0; i < G_N_ELEMENTS(prefs); i++)
        if (labels[i] != NULL)
            purple_plugin_pref_frame_add(frame,
                                     purple_plugin_pref_new_with_name_and_label(prefs[i].path, labels[i]));
    return frame;
}
