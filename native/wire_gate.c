/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wire_gate.h"

#include "contact_key.h"
#include "own_traffic.h"

#define XMPP "prpl-jabber"

static const struct {
    const char *protocol, *signal;
    PurpleCallback callback;
} gates[] = {
    {"prpl-irc", "irc-sending-text", PURPLE_CALLBACK(otr_irc_gate_sending)},
    {XMPP, "jabber-sending-xmlnode", PURPLE_CALLBACK(otr_xmpp_gate_stanza)},
    {XMPP, "jabber-sending-text", PURPLE_CALLBACK(otr_xmpp_gate_text)},
};

static void
signed_off(PurpleConnection *connection, gpointer unused)
{
    char *contacts = otr_contact_key_prefix(purple_connection_get_account(connection));

    (void)unused;
    otr_irc_gate_forget(connection);
    otr_own_traffic_forget(contacts);
    g_free(contacts);
}

void
otr_wire_gate_connect(PurplePlugin *plugin)
{
    for (size_t i = 0; i < G_N_ELEMENTS(gates); i++) {
        PurplePlugin *protocol = purple_find_prpl(gates[i].protocol);
        /* libpurple calls the highest priority last, and among equals the latest first: so this comes after what
           other plugins do to the stanza, and just before the protocol's own handler, which sends it */
        if (protocol != NULL)
            purple_signal_connect_priority(protocol, gates[i].signal, plugin, gates[i].callback, NULL,
                                           PURPLE_SIGNAL_PRIORITY_HIGHEST);
    }
    purple_signal_connect(purple_connections_get_handle(), "signed-off", plugin, PURPLE_CALLBACK(signed_off),
                          NULL);
}

void
otr_wire_gate_disconnect(void)
{
    otr_irc_gate_forget(NULL);
}

gboolean
otr_wire_gate_raw_may_go(PurpleConnection *connection, const char *text)
{
    PurpleAccount *account = purple_connection_get_account(connection);

    return !purple_strequal(purple_account_get_protocol_id(account), XMPP) ||
           otr_xmpp_gate_raw_may_go(account, text);
}

gboolean
otr_wire_gate_covers(PurpleAccount *account)
{
    for (size_t i = 0; i < G_N_ELEMENTS(gates); i++)
        if (purple_strequal(purple_account_get_protocol_id(account), gates[i].protocol))
            return TRUE;
    return FALSE;
}
