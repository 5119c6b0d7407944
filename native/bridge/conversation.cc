/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <ctime>

#include "arguments.h"
#include "functions.h"
#include "state.h"

namespace bridge
{

Napi::Value
Conversations(Info info)
{
    Napi::Array conversations = Napi::Array::New(info.Env());
    uint32_t count = 0;

    for (GList *each = purple_get_ims(); each != nullptr; each = each->next) {
        auto *conversation = static_cast<PurpleConversation *>(each->data);
        PurpleAccount *account = purple_conversation_get_account(conversation);
        Napi::Array names = Napi::Array::New(info.Env(), 3);
        names.Set(0u, ToJs(info.Env(), purple_account_get_protocol_id(account)));
        names.Set(1u, ToJs(info.Env(), purple_account_get_username(account)));
        names.Set(2u, ToJs(info.Env(), purple_conversation_get_name(conversation)));
        conversations.Set(count++, names);
    }
    return conversations;
}

Napi::Value
HasConversation(Info info)
{
    return ToJs(info.Env(), Contact(info).Conversation() != nullptr);
}

Napi::Value
OpenConversation(Info info)
{
    PurpleConversation *conversation = Contact(info).ConversationOpened();

    if (conversation != nullptr)
        purple_conversation_present(conversation);
    return ToJs(info.Env(), conversation != nullptr);
}

/* From now on what is typed goes to this one of the contact's devices, as when it had written last. */
Napi::Value
AddressConversation(Info info)
{
    PurpleConversation *conversation = Contact(info).Conversation();
    const std::string name = Text(info[3]);

    if (conversation != nullptr && name != purple_conversation_get_name(conversation))
        purple_conversation_set_name(conversation, name.c_str());
    return ToJs(info.Env(), conversation != nullptr);
}

Napi::Value
WriteLine(Info info)
{
    const Contact contact(info);
    Napi::Object line = info[3].As<Napi::Object>();
    const std::string html = TextOf(line, "html");
    const bool create = Flag(line.Get("create"));
    PurpleConversation *conversation = create ? contact.ConversationOpened() : contact.Conversation();
    /* with both flags Pidgin would show an error as an ordinary status line */
    const int kind = Flag(line.Get("error")) ? PURPLE_MESSAGE_ERROR : PURPLE_MESSAGE_SYSTEM;

    if (conversation == nullptr)
        return ToJs(info.Env(), false);
    purple_conversation_write(
        conversation, nullptr, html.c_str(),
        static_cast<PurpleMessageFlags>(kind | PURPLE_MESSAGE_NO_LOG | PURPLE_MESSAGE_NO_LINKIFY),
        time(nullptr));
    return ToJs(info.Env(), true);
}

Napi::Value
WriteSent(Info info)
{
    PurpleConversation *conversation = Contact(info).Conversation();
    const std::string html = Text(info[3]);

    if (conversation == nullptr)
        return ToJs(info.Env(), false);
    purple_conv_im_write(PURPLE_CONV_IM(conversation), nullptr, html.c_str(), PURPLE_MESSAGE_SEND,
                         time(nullptr));
    return ToJs(info.Env(), true);
}

Napi::Value
ReturnText(Info info)
{
    const Contact contact(info);
    const std::string html = Text(info[3]);

    if (contact.ConversationOpened() == nullptr)
        return ToJs(info.Env(), false);
    TheState()->host->hand_back(contact.protocol.c_str(), contact.username.c_str(), contact.who.c_str(),
                                html.c_str(), nullptr);
    return ToJs(info.Env(), true);
}

Napi::Value
IsLogging(Info info)
{
    PurpleConversation *conversation = Contact(info).Conversation();

    return ToJs(info.Env(), conversation != nullptr && purple_conversation_is_logging(conversation) != FALSE);
}

} // namespace bridge
