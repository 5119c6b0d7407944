/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "outgoing.h"

#include "contact_key.h"
#include "engine_life.h"
#include "lookup.h"
#include "notice.h"
#include "own_traffic.h"
#include "protection.h"
#include "text.h"
#include "unanswered.h"
#include "wire_gate.h"

static void
replace(char **text, char *by)
{
    g_free(*text);
    *text = by;
}

/* As protocols put it on the wire. */
static char *
plain(const char *html)
{
    char *text = NULL;

    purple_markup_html_to_xhtml(html, NULL, &text);
    return text;
}

/* FALSE: it is not of OTR's form. */
static gboolean
remember(PurpleAccount *account, const char *who, const char *html)
{
    char *contact = otr_contact_key(account, who);
    char *text = plain(html);
    const gboolean is_otr = otr_own_traffic_add(contact, text);

    g_free(text);
    g_free(contact);
    return is_otr;
}

gboolean
otr_outgoing_claim(PurpleAccount *account, const char *who, const char *html)
{
    char *contact = otr_contact_key(account, who);
    char *text = plain(html);
    const gboolean own = otr_wire_gate_covers(account) ? otr_own_traffic_holds(contact, text)
                                                       : otr_own_traffic_take(contact, text);

    g_free(text);
    g_free(contact);
    return own;
}

gboolean
otr_outgoing_send(const char *protocol, const char *username, const char *who, const char *text)
{
    PurpleConnection *connection = otr_lookup_connection(protocol, username);

    if (connection == NULL)
        return FALSE;
    remember(purple_connection_get_account(connection), who, text);
    /* below the conversation, where "sending-im-msg" is not emitted */
    serv_send_im(connection, who, text, (PurpleMessageFlags)0);
    return TRUE;
}

static void
judge_unanswered(PurpleAccount *account, const char *who, char **text, unsigned flags)
{
    const OtrMessage message = otr_unanswered_message(account, who, *text, flags);
    const OtrDecision decision = otr_unanswered_decide(otr_guard_sending, account, &message);
    const char *reason =
        _("Not sent: private messaging is not working, and this was not to be sent in clear.");

    if (decision == OTR_LET_PASS)
        return;
    /* libpurple neither sends nor shows a NULL text: what was typed would be gone, so it goes back */
    if (decision == OTR_HOLD && flags & PURPLE_MESSAGE_AUTO_RESP)
        otr_notice_line(message.protocol, message.username, who, reason);
    else if (decision == OTR_HOLD)
        otr_notice_hand_back(message.protocol, message.username, who, *text, reason);
    replace(text, NULL);
}

void
otr_outgoing_judge(PurpleAccount *account, const char *who, char **text, unsigned flags)
{
    const OtrAnswer answer = otr_engine_sending(account, who, *text, flags);

    if (answer.verdict == OTR_STOP) {
        replace(text, NULL);
        return;
    }
    /* the engine may let a text pass as it is, but never to somebody whom the guard protects */
    if (answer.verdict == OTR_PASS &&
        (remember(account, who, answer.text) || !otr_protection_covers(account, who))) {
        replace(text, answer.text);
        return;
    }
    g_free(answer.text);
    judge_unanswered(account, who, text, flags);
}
