/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages to and from the server, and the answers to the hooks on them. */
#include <ctime>

#include "arguments.h"
#include "call.h"
#include "functions.h"
#include "state.h"

namespace bridge
{

Napi::Value
Inject(Info info)
{
    const Contact contact(info);
    PurpleConnection *connection = contact.Connection();
    const std::string text = Text(info[3]);

    if (connection == nullptr)
        return ToJs(info.Env(), false);
    /* below the conversation, where "sending-im-msg" is not emitted */
    serv_send_im(connection, contact.who.c_str(), text.c_str(), static_cast<PurpleMessageFlags>(0));
    return ToJs(info.Env(), true);
}

Napi::Value
Deliver(Info info)
{
    const Contact contact(info);
    PurpleConnection *connection = contact.Connection();
    const std::string html = Text(info[3]);

    if (connection == nullptr)
        return ToJs(info.Env(), false);
    gboolean *own = TheState()->host->own_traffic;
    *own = TRUE;
    serv_got_im(connection, contact.who.c_str(), html.c_str(), PURPLE_MESSAGE_RECV, time(nullptr));
    *own = FALSE; /* still set when libpurple blocked the message before the hook */
    return ToJs(info.Env(), true);
}

Napi::Value
Protect(Info info)
{
    const Contact contact(info);

    TheState()->host->protect(contact.protocol.c_str(), contact.username.c_str(), contact.who.c_str(),
                              Flag(info[3]));
    return info.Env().Undefined();
}

namespace
{

/* NativeAnswer: a text passes, null stops, anything else is no answer. */
void
Read(Napi::Value value, OtrAnswer *answer)
{
    if (value.IsString())
        *answer = {OTR_PASS, g_strdup(Text(value).c_str())};
    else if (value.IsNull())
        *answer = {OTR_STOP, nullptr};
}

} // namespace

OtrAnswer
Sending(const char *protocol, const char *username, const char *who, const char *text)
{
    OtrAnswer answer = {OTR_NO_ANSWER, nullptr};

    Call(
        "sending",
        [&](Napi::Env env) {
            return Texts(env, {protocol, username, who, text});
        },
        [&](Napi::Value value) { Read(value, &answer); });
    return answer;
}

OtrAnswer
Receiving(const char *protocol, const char *username, const char *who, const char *text, unsigned flags)
{
    OtrAnswer answer = {OTR_NO_ANSWER, nullptr};

    Call(
        "receiving",
        [&](Napi::Env env) {
            std::vector<napi_value> arguments = Texts(env, {protocol, username, who, text});
            arguments.push_back(Napi::Number::New(env, flags));
            return arguments;
        },
        [&](Napi::Value value) { Read(value, &answer); });
    return answer;
}

} // namespace bridge
