/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hooks.h"

#include <time.h>

#include "engine_life.h"
#include "lookup.h"
#include "notice.h"
#include "protection.h"
#include "text.h"
#include "waiting.h"

/* Contacts who were told of an unreadable message since the engine failed: one line each is enough. */
static GHashTable *told;

static OtrMessage
message_of(PurpleAccount *account, const char *who, const char *text)
{
    return (OtrMessage){
        .protocol = purple_account_get_protocol_id(account),
        .username = purple_account_get_username(account),
        .who = who,
        .text = text,
        .when = time(NULL),
    };
}

static OtrUnanswered
unanswered(PurpleAccount *account, const char *who, const char *text)
{
    return (OtrUnanswered){
        .health = otr_engine_health(),
        .protected_contact = otr_protection_covers(account, who),
        .looks_like_otr = otr_guard_looks_like_otr(text),
    };
}

static void
replace(char **text, char *by)
{
    g_free(*text);
    *text = by;
}

/* Waits if it shall and the queue has room; otherwise as if there were no engine. */
static OtrDecision
settle(OtrDecision (*guard)(const OtrUnanswered *), OtrUnanswered *about, const OtrMessage *message)
{
    OtrDecision decision = guard(about);

    if (decision == OTR_WAIT && !otr_waiting_add(message)) {
        about->health = OTR_HEALTH_FAILED;
        decision = guard(about);
    }
    return decision;
}

static void
send_unanswered(PurpleAccount *account, const char *who, char **text)
{
    const OtrMessage message = message_of(account, who, *text);
    OtrUnanswered about = unanswered(account, who, *text);
    const OtrDecision decision = settle(otr_guard_sending, &about, &message);

    if (decision == OTR_LET_PASS)
        return;
    /* libpurple neither sends nor shows a NULL text: what was typed would be gone, so it goes back */
    if (decision != OTR_WAIT)
        otr_notice_hand_back(
            message.protocol, message.username, who, *text,
            _("Not sent: private messaging is not working, and this was not to be sent in clear."));
    replace(text, NULL);
}

static void
sending_im(PurpleAccount *account, const char *who, char **text, gpointer unused)
{
    (void)unused;
    if (*text == NULL || **text == '\0') /* another plugin holds it already */
        return;
    const OtrAnswer answer = otr_engine_sending(account, who, *text);
    if (answer.verdict == OTR_NO_ANSWER)
        send_unanswered(account, who, text);
    else
        replace(text, answer.verdict == OTR_PASS ? answer.text : NULL);
}

static void
tell_unreadable(PurpleAccount *account, const char *who)
{
    const OtrMessage about = message_of(account, who, "");
    char *key = g_strjoin("\n", about.protocol, about.username, who, NULL);

    if (told == NULL)
        told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (g_hash_table_add(told, key))
        otr_notice_line(
            about.protocol, about.username, who,
            _("An encrypted message has arrived, but private messaging is not working: it cannot be read."));
}

/* TRUE hides the message. */
static gboolean
receive_unanswered(PurpleAccount *account, const char *who, char **text, unsigned flags)
{
    OtrMessage message = message_of(account, who, *text);
    OtrUnanswered about = unanswered(account, who, *text);
    message.incoming = TRUE;
    message.flags = flags;

    switch (settle(otr_guard_receiving, &about, &message)) {
    case OTR_LET_PASS:
        return FALSE;
    case OTR_PASS_MARKED:
        replace(text, g_strdup_printf("<b>[%s]</b> %s", _("not encrypted"), *text));
        return FALSE;
    case OTR_WAIT:
        return TRUE;
    default:
        tell_unreadable(account, who);
        return TRUE;
    }
}

static gboolean
receiving_im(PurpleAccount *account, char **sender, char **text, PurpleConversation *conversation,
             PurpleMessageFlags *flags, gpointer unused)
{
    (void)conversation;
    (void)unused;
    if (*sender == NULL || *text == NULL || otr_engine_delivers())
        return FALSE;
    const OtrAnswer answer = otr_engine_receiving(account, *sender, *text, *flags);
    gboolean hide = answer.verdict == OTR_STOP;
    if (answer.verdict == OTR_PASS)
        replace(text, answer.text);
    if (answer.verdict == OTR_NO_ANSWER)
        hide = receive_unanswered(account, *sender, text, *flags);
    /* "To hide, both return TRUE and set the text to NULL", so that no later handler revives it. */
    if (hide)
        replace(text, NULL);
    return hide;
}

/* Each message takes its normal way once more, through the hooks above: the engine, or the guard, decides. */
static void
replay(const OtrMessage *message)
{
    PurpleConnection *connection = otr_lookup_connection(message->protocol, message->username);

    if (message->incoming && connection != NULL) {
        serv_got_im(connection, message->who, message->text, (PurpleMessageFlags)message->flags,
                    (time_t)message->when);
    } else if (message->incoming) {
        otr_notice_window(_("A message arrived as the account went offline; it could not be shown."),
                          message->who);
    } else if (connection != NULL) {
        PurpleConversation *conversation =
            otr_lookup_or_open(message->protocol, message->username, message->who);
        purple_conv_im_send(PURPLE_CONV_IM(conversation), message->text);
    } else {
        otr_notice_hand_back(message->protocol, message->username, message->who, message->text,
                             _("Not sent: the account went offline."));
    }
}

void
otr_hooks_replay(void)
{
    if (told != NULL)
        g_hash_table_remove_all(told);
    otr_waiting_release(replay);
}

void
otr_hooks_connect(PurplePlugin *plugin)
{
    void *conversations = purple_conversations_get_handle();

    /* In libpurple the highest priority is called last. */
    purple_signal_connect_priority(conversations, "sending-im-msg", plugin, PURPLE_CALLBACK(sending_im), NULL,
                                   PURPLE_SIGNAL_PRIORITY_HIGHEST);
    purple_signal_connect_priority(conversations, "receiving-im-msg", plugin, PURPLE_CALLBACK(receiving_im),
                                   NULL, PURPLE_SIGNAL_PRIORITY_LOWEST);
}
