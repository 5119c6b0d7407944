/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "actions.h"

#include "engine_life.h"
#include "notice.h"
#include "text.h"

static void
use(const char *action)
{
    if (!otr_engine_action(action))
        otr_notice_window(_("Private messaging is not ready."), _("Try again in a moment."));
}

/* libpurple hands over no word of ours, so that each entry has a function. */
static void
keys(PurplePluginAction *unused)
{
    (void)unused;
    use("keys");
}

static void
fingerprints(PurplePluginAction *unused)
{
    (void)unused;
    use("fingerprints");
}

static void
import(PurplePluginAction *unused)
{
    (void)unused;
    use("import");
}

static void
help(PurplePluginAction *unused)
{
    (void)unused;
    use("help");
}

GList *
otr_actions(PurplePlugin *plugin, gpointer context)
{
    GList *actions = NULL;

    (void)plugin;
    (void)context;
    /* without mnemonics: not every user interface knows them */
    actions = g_list_append(actions, purple_plugin_action_new(_("My keys…"), keys));
    actions = g_list_append(actions, purple_plugin_action_new(_("Known fingerprints…"), fingerprints));
    actions = g_list_append(actions, purple_plugin_action_new(_("Import from another program…"), import));
    return g_list_append(actions, purple_plugin_action_new(_("Help"), help));
}
