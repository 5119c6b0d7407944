/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "send_gate.h"

#include <string.h>

#include "outgoing.h"
#include "protection.h"
#include "wire_gate.h"

/* A protocol's own functions, while ours stand in front of them. */
typedef struct {
    int (*send_im)(PurpleConnection *connection, const char *who, const char *text, PurpleMessageFlags flags);
    int (*send_raw)(PurpleConnection *connection, const char *text, int length);
} Own;

static GHashTable *protocols; /* PurplePluginProtocolInfo * → Own * */
static gboolean is_open;

static const Own *
own_of(PurpleConnection *connection)
{
    return g_hash_table_lookup(protocols, PURPLE_PLUGIN_PROTOCOL_INFO(purple_connection_get_prpl(connection)));
}

static int
send_im(PurpleConnection *connection, const char *who, const char *text, PurpleMessageFlags flags)
{
    PurpleAccount *account = purple_connection_get_account(connection);
    const Own *own = own_of(connection);

    if (!is_open || !otr_protection_covers(account, who) || otr_outgoing_claim(account, who, text))
        return own->send_im(connection, who, text, flags);
    char *goes = g_strdup(text);
    otr_outgoing_judge(account, who, &goes, flags);
    const int result = goes == NULL ? 0 : own->send_im(connection, who, goes, flags);
    g_free(goes);
    return result;
}

static int
send_raw(PurpleConnection *connection, const char *text, int length)
{
    char *copy = length < 0 ? g_strdup(text) : g_strndup(text, (gsize)length);
    const gboolean goes = !is_open || otr_wire_gate_raw_may_go(connection, copy);
    /* to the caller it looks as if it had been sent: otherwise some would try again */
    const int sent = (int)strlen(copy);

    g_free(copy);
    return goes ? own_of(connection)->send_raw(connection, text, length) : sent;
}

static void
step_in_front(PurplePlugin *plugin)
{
    if (plugin->info->type != PURPLE_PLUGIN_PROTOCOL)
        return;
    PurplePluginProtocolInfo *protocol = PURPLE_PLUGIN_PROTOCOL_INFO(plugin);
    if (protocol->send_im == NULL || g_hash_table_contains(protocols, protocol))
        return;
    Own *own = g_new0(Own, 1);
    own->send_im = protocol->send_im;
    own->send_raw = protocol->send_raw;
    g_hash_table_insert(protocols, protocol, own);
    protocol->send_im = send_im;
    if (own->send_raw != NULL)
        protocol->send_raw = send_raw;
}

/* FALSE: somebody who has stepped in front of us goes on calling us. Then we stay, and let everything pass. */
static gboolean
step_back(gpointer key, gpointer value, gpointer unused)
{
    PurplePluginProtocolInfo *protocol = key;
    const Own *own = value;

    (void)unused;
    if (protocol->send_im != send_im || (own->send_raw != NULL && protocol->send_raw != send_raw))
        return FALSE;
    protocol->send_im = own->send_im;
    protocol->send_raw = own->send_raw;
    return TRUE;
}

static void
plugin_loaded(PurplePlugin *plugin, gpointer unused)
{
    (void)unused;
    step_in_front(plugin);
}

void
otr_send_gate_open(PurplePlugin *plugin)
{
    if (protocols == NULL)
        protocols = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    is_open = TRUE;
    for (GList *each = purple_plugins_get_protocols(); each != NULL; each = each->next)
        step_in_front(each->data);
    purple_signal_connect(purple_plugins_get_handle(), "plugin-load", plugin, PURPLE_CALLBACK(plugin_loaded),
                          NULL);
}

void
otr_send_gate_close(void)
{
    is_open = FALSE;
    g_hash_table_foreach_remove(protocols, step_back, NULL);
}
