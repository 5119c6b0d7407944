/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The plugin's entry. Links libpurple and GLib only: see engine.h for what it opens. */
#include <purple.h> /* first: it decides what PURPLE_INIT_PLUGIN means */

#include <gtkplugin.h>

#include "actions.h"
#include "command.h"
#include "engine_life.h"
#include "hooks.h"
#include "irc_commands.h"
#include "log_gate.h"
#include "notice.h"
#include "objects.h"
#include "prefs.h"
#include "rival.h"
#include "send_gate.h"
#include "text.h"
#include "wire_gate.h"
#include "withheld.h"

static void
quitting(gpointer unused)
{
    (void)unused;
    otr_engine_quit();
}

/* The engine is ready or has failed. */
static void
settled(void)
{
    if (otr_engine_health() == OTR_HEALTH_READY)
        otr_command_unregister();
    else
        otr_command_register();
    otr_hooks_replay();
}

static const OtrEngineEvents engine_events = {.settled = settled, .slow = otr_hooks_tell_waiting};

static gboolean
load(PurplePlugin *plugin)
{
    if (otr_rival_bars(plugin))
        return FALSE;
    otr_prefs_create();
    otr_hooks_connect(plugin);
    otr_log_gate_connect(plugin);
    otr_send_gate_open(plugin);
    otr_wire_gate_connect(plugin);
    otr_irc_commands_register();
    otr_command_register();
    otr_rival_watch(plugin);
    purple_signal_connect(purple_get_core(), "quitting", plugin, PURPLE_CALLBACK(quitting), NULL);
    otr_engine_start(plugin, &engine_events);
    return TRUE;
}

static gboolean
unload(PurplePlugin *plugin)
{
    (void)plugin;
    /* first: the decoration, which puts texts back, goes with the engine; as the program ends both are gone */
    if (otr_engine_health() != OTR_HEALTH_STOPPED)
        otr_withheld_flush();
    otr_engine_stop();
    otr_command_unregister();
    otr_irc_commands_unregister();
    otr_wire_gate_disconnect();
    otr_send_gate_close();
    return TRUE;
}

static GtkWidget *
config_frame(PurplePlugin *plugin)
{
    const OtrPidgin *pidgin = otr_objects_pidgin();

    (void)plugin;
    if (pidgin != NULL)
        return pidgin->config_frame();
    otr_notice_window(
        _("The settings cannot be shown."),
        _("A part of the plugin (otr-pidgin.so) is missing or does not fit. Install the plugin again."));
    return NULL;
}

static PidginPluginUiInfo pidgin_info = {.get_config_frame = config_frame};
static PurplePluginUiInfo prefs_info = {.get_plugin_pref_frame = otr_prefs_frame};

static PurplePluginInfo info = {
    .magic = PURPLE_PLUGIN_MAGIC,
    .major_version = PURPLE_MAJOR_VERSION,
    .minor_version = 0,
    .type = PURPLE_PLUGIN_STANDARD,
    .priority = PURPLE_PRIORITY_DEFAULT,
    .id = "core-otrts-otr",
    .version = OTR_VERSION,
    .author = "otr-ts",
    .load = load,
    .unload = unload,
    .actions = otr_actions,
};

static void
init(PurplePlugin *plugin)
{
    char *locale = g_build_filename(otr_objects_folder(), "locale", NULL);

    (void)plugin;
    bindtextdomain(OTR_DOMAIN, locale);
    bind_textdomain_codeset(OTR_DOMAIN, "UTF-8");
    g_free(locale);
    info.name = _("Off-the-Record Messaging");
    info.summary = _("Private and authenticated conversations");
    info.description =
        _("Encrypts what you write so that only the person you write to can read it, lets you check "
          "who that person is, and leaves no proof of what was said.");
    /* One plugin for every UI: in Pidgin with a page of its own, elsewhere with libpurple's preferences. */
    if (purple_strequal(purple_core_get_ui(), PIDGIN_UI)) {
        info.ui_requirement = PIDGIN_PLUGIN_TYPE;
        info.ui_info = &pidgin_info;
    } else {
        info.prefs_info = &prefs_info;
    }
}

PURPLE_INIT_PLUGIN(otr_ts, init, info)
