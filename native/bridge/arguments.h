/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JavaScript's values as plain C++ ones. */
#ifndef OTR_BRIDGE_ARGUMENTS_H
#define OTR_BRIDGE_ARGUMENTS_H

#include <napi.h>
#include <purple.h>

#include <string>

#include "lookup.h"
#include "wrap.h"

namespace bridge
{

inline std::string
Text(Napi::Value value)
{
    return value.IsString() ? value.As<Napi::String>().Utf8Value() : std::string();
}

inline std::string
TextOf(Napi::Object object, const char *key)
{
    return Text(object.Get(key));
}

/* Running text for a window, in lines that this user interface can show. */
inline std::string
Wrapped(std::string text)
{
    otr_wrap_for_ui(text.data());
    return text;
}

inline bool
Flag(Napi::Value value)
{
    return value.IsBoolean() && value.As<Napi::Boolean>().Value();
}

inline int
Number(Napi::Value value)
{
    return value.IsNumber() ? value.As<Napi::Number>().Int32Value() : 0;
}

inline Napi::Value
ToJs(Napi::Env env, const char *text)
{
    return Napi::String::New(env, text == nullptr ? "" : text);
}

inline Napi::Value
ToJs(Napi::Env env, bool flag)
{
    return Napi::Boolean::New(env, flag);
}

/* The names that cross in place of pointers; each look-up is a new one. */
struct Contact {
    std::string protocol, username, who;

    explicit Contact(const Napi::CallbackInfo &info)
        : protocol(Text(info[0])), username(Text(info[1])), who(Text(info[2]))
    {
    }

    PurpleAccount *
    Account() const
    {
        return otr_lookup_account(protocol.c_str(), username.c_str());
    }

    PurpleConnection *
    Connection() const
    {
        return otr_lookup_connection(protocol.c_str(), username.c_str());
    }

    PurpleConversation *
    Conversation() const
    {
        return otr_lookup_conversation(protocol.c_str(), username.c_str(), who.c_str());
    }

    PurpleConversation *
    ConversationOpened() const
    {
        return otr_lookup_or_open(protocol.c_str(), username.c_str(), who.c_str());
    }

    PurpleBuddy *
    Buddy() const
    {
        PurpleAccount *account = Account();
        return account == nullptr ? nullptr : purple_find_buddy(account, who.c_str());
    }
};

} // namespace bridge

#endif
