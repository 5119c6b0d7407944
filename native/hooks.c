/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hooks.h"

#include "engine_life.h"
#include "lookup.h"
#include "notice.h"
#include "outgoing.h"
#include "text.h"
#include "unanswered.h"

/* Contacts who were told of an unreadable message since the engine failed: one line each is enough. */
static GHashTable *told;

static void
replace(char **text, char *by)
{
    g_free(*text);
    *text = by;
}

static void
sending_im(PurpleAccount *account, const char *who, char **text, gpointer unused)
{
    (void)unused;
    if (*text != NULL && **text != '\0') /* otherwise another plugin holds it already */
        otr_outgoing_judge(account, who, text, 0);
}

static void
tell_unreadable(PurpleAccount *account, const char *who)
{
    const OtrMessage about = otr_unanswered_message(account, who, "", 0);
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
    OtrMessage message = otr_unanswered_message(account, who, *text, flags);
    message.incoming = TRUE;

    switch (otr_unanswered_decide(otr_guard_receiving, account, &message)) {
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

/* An auto-reply does not come back to the entry, and goes past the conversation as it did before. */
static void
replay_automatic(PurpleConnection *connection, const OtrMessage *message)
{
    if (connection != NULL)
        serv_send_im(connection, message->who, message->text, (PurpleMessageFlags)message->flags);
    else
        otr_notice_line(message->protocol, message->username, message->who,
                        _("Not sent: the account went offline."));
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
    } else if (message->flags & PURPLE_MESSAGE_AUTO_RESP) {
        replay_automatic(connection, message);
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
otr_hooks_tell_waiting(void)
{
    otr_waiting_each(otr_unanswered_tell);
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
