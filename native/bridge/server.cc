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
    const std::string text = Text(info[3]);

    return ToJs(info.Env(), TheState()->host->send(contact.protocol.c_str(), contact.username.c_str(),
                                                   contact.who.c_str(), text.c_str()) != FALSE);
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

    const std::string level = Text(info[3]);
    const OtrProtection protection = level == "none"   ? OTR_PROTECT_NOT
                                     : level == "held" ? OTR_PROTECT_HERE
                                                       : OTR_PROTECT;

    TheState()->host->protect(contact.protocol.c_str(), contact.username.c_str(), contact.who.c_str(),
                              protection);
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

/* One message for a hook of NativeHandlers. */
struct Message {
    const char *protocol, *username, *who, *text;
    unsigned flags;
};

OtrAnswer
Ask(const char *handler, const Message &message)
{
    OtrAnswer answer = {OTR_NO_ANSWER, nullptr};

    Call(
        handler,
        [&](Napi::Env env) {
            std::vector<napi_value> arguments =
                Texts(env, {message.protocol, message.username, message.who, message.text});
            arguments.push_back(Napi::Number::New(env, message.flags));
            return arguments;
        },
        [&](Napi::Value value) { Read(value, &answer); });
    return answer;
}

} // namespace

OtrAnswer
Sending(const char *protocol, const char *username, const char *who, const char *text, unsigned flags)
{
    return Ask("sending", {protocol, username, who, text, flags});
}

OtrAnswer
Receiving(const char *protocol, const char *username, const char *who, const char *text, unsigned flags)
{
    return Ask("receiving", {protocol, username, who, text, flags});
}

} // namespace bridge
