/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "rival.h"

#include "notice.h"
#include "text.h"

/* Their ids; the address is the handle of our question. */
static const char *const ids[] = {"otr", "otrng"};
static gboolean replacing;

static PurplePlugin *
loaded_rival(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        PurplePlugin *rival = purple_plugins_find_with_id(ids[i]);
        if (rival != NULL && purple_plugin_is_loaded(rival))
            return rival;
    }
    return NULL;
}

/* As if the boxes in Tools -> Plugins had been ticked: what is on now is on after the next start. */
static void
save_choice(void)
{
    const char *ui = purple_core_get_ui();

    if (purple_strequal(ui, "gtk-gaim"))
        purple_plugins_save_loaded("/pidgin/plugins/loaded");
    else if (purple_strequal(ui, "gnt-purple"))
        purple_plugins_save_loaded("/finch/plugins/loaded");
}

/* FALSE: it stays on. */
static gboolean
switch_off(PurplePlugin *rival)
{
    if (purple_plugin_unload(rival))
        return TRUE;
    purple_plugin_disable(rival); /* not to be loaded with the next start */
    save_choice();
    otr_notice_window(_("The other plugin could not be switched off."),
                      _("It is off when you start this program again. Then switch this one on in Tools → Plugins."));
    return FALSE;
}

static gboolean
take_over(gpointer plugin)
{
    for (PurplePlugin *rival = loaded_rival(); rival != NULL; rival = loaded_rival())
        if (!switch_off(rival))
            return G_SOURCE_REMOVE;
    replacing = TRUE;
    purple_plugin_load(plugin);
    replacing = FALSE;
    save_choice();
    return G_SOURCE_REMOVE;
}

static void
accepted(gpointer plugin, int unused)
{
    (void)unused;
    g_idle_add(take_over, plugin); /* not under the hands of the window that asks */
}

static void
ask(PurplePlugin *plugin, const PurplePlugin *rival)
{
    char *primary =
        g_strdup_printf(_("“%s %s” is active, so this plugin stays off. Shall it take over?"),
                        purple_plugin_get_name(rival), purple_plugin_get_version(rival));
    char *secondary = g_strjoin(
        "\n\n",
        _("Both do the same work, and only one of them can be active. Keys, known fingerprints and settings are "
          "the same for both."),
        _("If this plugin takes over, private conversations of the other one end. To contacts who may have had "
          "one, nothing is sent before you have chosen."),
        NULL);

    purple_request_close_with_handle((void *)ids);
    if (purple_request_action((void *)ids, _("Off-the-Record Messaging"), primary, secondary, 0, NULL, NULL, NULL,
                              plugin, 2, _("_Take over"), G_CALLBACK(accepted), _("_Leave as it is"), NULL) == NULL)
        otr_notice_window(primary, _("Choose one of them in Tools → Plugins."));
    g_free(primary);
    g_free(secondary);
}

gboolean
otr_rival_bars(PurplePlugin *plugin)
{
    const PurplePlugin *rival = loaded_rival();

    purple_request_close_with_handle((void *)ids);
    if (rival != NULL)
        ask(plugin, rival);
    return rival != NULL;
}

static gboolean
give_way(gpointer plugin)
{
    const PurplePlugin *rival = loaded_rival();

    if (rival != NULL && purple_plugin_is_loaded(plugin)) {
        purple_plugin_unload(plugin);
        ask(plugin, rival);
    }
    return G_SOURCE_REMOVE;
}

static void
plugin_loaded(PurplePlugin *other, gpointer plugin)
{
    (void)other;
    if (loaded_rival() != NULL)
        g_idle_add(give_way, plugin); /* not in the middle of libpurple's own loading */
}

void
otr_rival_watch(PurplePlugin *plugin)
{
    purple_signal_connect(purple_plugins_get_handle(), "plugin-load", plugin, PURPLE_CALLBACK(plugin_loaded),
                          plugin);
}

gboolean
otr_rival_is_replaced(void)
{
    return replacing;
}
