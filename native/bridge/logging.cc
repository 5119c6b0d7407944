/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What of a conversation gets into its log. */
#include <ctime>

#include "arguments.h"
#include "functions.h"
#include "state.h"
#include "text.h"

namespace bridge
{

namespace
{

const char redacted[] = "otr-ts/redacted"; /* data of a conversation */

/* In a redacted conversation libpurple's own logging is off, and each message of the two leaves this. */
void
Note(PurpleConversation *conversation, const char *who, PurpleMessageFlags flags)
{
    if (conversation->logs == nullptr)
        conversation->logs = g_list_append(
            nullptr, purple_log_new(PURPLE_LOG_IM, purple_conversation_get_name(conversation),
                                    purple_conversation_get_account(conversation), conversation,
                                    time(nullptr), nullptr));
    if (who == nullptr)
        who = purple_account_get_username(purple_conversation_get_account(conversation));
    for (GList *each = conversation->logs; each != nullptr; each = each->next)
        purple_log_write(static_cast<PurpleLog *>(each->data), flags, who, time(nullptr), _("[private message]"));
}

void
Wrote(PurpleAccount *, const char *who, const char *, PurpleConversation *conversation, PurpleMessageFlags flags)
{
    const bool isSaid = (flags & (PURPLE_MESSAGE_SEND | PURPLE_MESSAGE_RECV)) != 0 &&
                        (flags & (PURPLE_MESSAGE_SYSTEM | PURPLE_MESSAGE_ERROR | PURPLE_MESSAGE_NO_LOG)) == 0;

    if (isSaid && purple_conversation_get_data(conversation, redacted) != nullptr &&
        !purple_conversation_is_logging(conversation))
        Note(conversation, who, flags);
}

} // namespace

void
WatchLogs()
{
    purple_signal_connect(purple_conversations_get_handle(), "wrote-im-msg", SignalHandle(),
                          PURPLE_CALLBACK(Wrote), nullptr);
}

Napi::Value
SetLogging(Info info)
{
    PurpleConversation *conversation = Contact(info).Conversation();
    const std::string mode = Text(info[3]);

    if (conversation == nullptr)
        return ToJs(info.Env(), false);
    purple_conversation_set_data(conversation, redacted, mode == "redacted" ? conversation : nullptr);
    purple_conversation_set_logging(conversation, mode == "on");
    return ToJs(info.Env(), true);
}

} // namespace bridge
