/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The second gate, at the wire: what the hooks on conversations never see (/msg, /notice, /ctcp, /quote, raw lines
   and stanzas of other plugins). It needs no engine: only what is among otr_own_traffic passes to a contact who is
   protected. Everything else is made harmless, and the person has it back. */
#ifndef OTR_WIRE_GATE_H
#define OTR_WIRE_GATE_H

#include <purple.h>

/* Connects to the protocols that are there. */
void otr_wire_gate_connect(PurplePlugin *plugin);

/* What the gates remember of connections; the signals go with the plugin. */
void otr_wire_gate_disconnect(void);

/* Whether all that this account sends passes the gate. */
gboolean otr_wire_gate_covers(PurpleAccount *account);

/* Whether `text` may be handed to the protocol's send_raw. Only what would show in the debug output before it comes
   to the gate is looked at here. */
gboolean otr_wire_gate_raw_may_go(PurpleConnection *connection, const char *text);

/* The protocols' gates, for the signals of these names. `text` and `stanza` as the signals have them. */
void otr_irc_gate_sending(PurpleConnection *connection, char **text, gpointer unused);
void otr_irc_gate_forget(PurpleConnection *connection);
void otr_xmpp_gate_stanza(PurpleConnection *connection, xmlnode **stanza, gpointer unused);
gboolean otr_xmpp_gate_raw_may_go(PurpleAccount *account, const char *text);
void otr_xmpp_gate_text(PurpleConnection *connection, char **text, gpointer unused);

#endif
