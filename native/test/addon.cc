/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bridge as an addon of plain Node: the exports of native.ts, and under "test" what drives libpurple. */
#include <napi.h>

#include "../bridge/arguments.h"
#include "../bridge/bridge.h"
#include "core.h"

namespace
{

using Info = const Napi::CallbackInfo &;

/* What a person would have seen or the wire carried since the last look, as [kind, who, text]. */
std::vector<std::vector<std::string>> &
Seen()
{
    static auto *seen = new std::vector<std::vector<std::string>>;
    return *seen;
}

void
Report(const char *kind, const char *who, const char *text)
{
    Seen().push_back({kind, who, text});
}

gboolean ownTraffic;

void
ProtectContact(const char *, const char *, const char *who, gboolean on)
{
    Report("protect", who, on ? "on" : "off");
}

void
HandBack(const char *, const char *, const char *who, const char *text, const char *)
{
    Report("returned", who, text);
}

void
EngineFailed(const char *reason)
{
    Report("failed", "", reason);
}

void
DecorateConversation(void *conversation, const OtrDecoration *model)
{
    std::string text = std::to_string(model->level) + " " + model->word;
    for (size_t i = 0; i < model->n_items; i++)
        text += "; " + std::to_string(model->items[i].kind) + " " + model->items[i].label;
    Report("decorate", purple_conversation_get_name(static_cast<PurpleConversation *>(conversation)),
           text.c_str());
}

void
ShowForm(const OtrItem *, size_t count)
{
    Report("form", "", std::to_string(count).c_str());
}

const OtrPidgin pidgin = {OTR_ABI, nullptr, nullptr, DecorateConversation, ShowForm, nullptr, nullptr};
OtrHost host = {OTR_ABI, &host, &pidgin, "", ProtectContact, HandBack, &ownTraffic, EngineFailed};

Napi::Value
Start(Info info)
{
    test_core_start(bridge::Text(info[0]).c_str(), nullptr, Report);
    return info.Env().Undefined();
}

Napi::Value
Attach(Info info)
{
    bridge::Attach(&host);
    return info.Env().Undefined();
}

Napi::Value
Detach(Info info)
{
    bridge::Detach();
    return info.Env().Undefined();
}

Napi::Value
Account(Info info)
{
    test_core_account(bridge::Text(info[0]).c_str(), bridge::Flag(info[1]));
    return info.Env().Undefined();
}

Napi::Value
AddBuddy(Info info)
{
    PurpleAccount *account = otr_lookup_account(TEST_PROTOCOL, bridge::Text(info[0]).c_str());
    PurpleBuddy *buddy = purple_buddy_new(account, bridge::Text(info[1]).c_str(), nullptr);
    purple_blist_add_buddy(buddy, nullptr, nullptr, nullptr);
    return info.Env().Undefined();
}

Napi::Value
OpenConversation(Info info)
{
    const std::string who = bridge::Text(info[1]);
    const bool open = bridge::Flag(info[2]);
    const std::string user = bridge::Text(info[0]);
    PurpleConversation *conversation = otr_lookup_conversation(TEST_PROTOCOL, user.c_str(), who.c_str());
    if (open)
        otr_lookup_or_open(TEST_PROTOCOL, user.c_str(), who.c_str());
    else if (conversation != nullptr)
        purple_conversation_destroy(conversation);
    return info.Env().Undefined();
}

Napi::Value
Command(Info info)
{
    char *error = nullptr;
    PurpleConversation *conversation =
        otr_lookup_or_open(TEST_PROTOCOL, bridge::Text(info[0]).c_str(), bridge::Text(info[1]).c_str());
    const std::string line = bridge::Text(info[2]);
    purple_cmd_do_command(conversation, line.c_str(), line.c_str(), &error);
    Napi::Value result = bridge::ToJs(info.Env(), error);
    g_free(error);
    return result;
}

Napi::Value
AnswerRequest(Info info)
{
    return bridge::ToJs(info.Env(),
                        test_core_answer(bridge::Number(info[0]), bridge::Text(info[1]).c_str()) != FALSE);
}

/* One message through the engine's side of the hooks: [verdict, text]. */
Napi::Value
Answered(Napi::Env env, OtrAnswer answer)
{
    Napi::Array pair = Napi::Array::New(env, 2);
    pair.Set(0u, Napi::Number::New(env, answer.verdict));
    pair.Set(1u, bridge::ToJs(env, answer.text));
    g_free(answer.text);
    return pair;
}

Napi::Value
Sending(Info info)
{
    const bridge::Contact names(info);
    return Answered(info.Env(), bridge::Sending(names.protocol.c_str(), names.username.c_str(),
                                                names.who.c_str(), bridge::Text(info[3]).c_str()));
}

Napi::Value
Receiving(Info info)
{
    const bridge::Contact names(info);
    return Answered(info.Env(),
                    bridge::Receiving(names.protocol.c_str(), names.username.c_str(), names.who.c_str(),
                                      bridge::Text(info[3]).c_str(), PURPLE_MESSAGE_RECV));
}

Napi::Value
SetPreference(Info info)
{
    purple_prefs_set_bool(bridge::Text(info[0]).c_str(), bridge::Flag(info[1]));
    return info.Env().Undefined();
}

/* Lets GLib do what is due, then tells what was seen since the last time. */
Napi::Value
Look(Info info)
{
    Napi::Array list = Napi::Array::New(info.Env());
    uint32_t count = 0;

    while (g_main_context_iteration(nullptr, FALSE))
        ;
    for (const auto &line : Seen()) {
        Napi::Array entry = Napi::Array::New(info.Env());
        for (uint32_t i = 0; i < line.size(); i++)
            entry.Set(i, line[i]);
        list.Set(count++, entry);
    }
    Seen().clear();
    return list;
}

template <Napi::Value (*function)(Info)>
void
Add(Napi::Object to, const char *name)
{
    to.Set(name, Napi::Function::New<function>(to.Env(), name));
}

Napi::Object
Init(Napi::Env env, Napi::Object exports)
{
    Napi::Object test = Napi::Object::New(env);

    Add<Start>(test, "start");
    Add<Attach>(test, "attach");
    Add<Detach>(test, "detach");
    Add<Account>(test, "account");
    Add<AddBuddy>(test, "addBuddy");
    Add<OpenConversation>(test, "conversation");
    Add<Command>(test, "command");
    Add<AnswerRequest>(test, "answerRequest");
    Add<Sending>(test, "sending");
    Add<Receiving>(test, "receiving");
    Add<SetPreference>(test, "setPreference");
    Add<Look>(test, "look");
    exports.Set("test", test);
    return bridge::Init(env, exports);
}

} // namespace

NODE_API_MODULE(otr_purple, Init)
