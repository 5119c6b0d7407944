/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bridge as an addon of plain Node: the exports of native.ts, and under "test" what drives libpurple. */
#include <napi.h>

#include <ctime>

#include "../bridge/arguments.h"
#include "../bridge/bridge.h"
#include "core.h"
#include "seen_host.h"

namespace
{

using Info = const Napi::CallbackInfo &;

Napi::Value
Start(Info info)
{
    test_core_start(bridge::Text(info[0]).c_str(), nullptr, Report);
    return info.Env().Undefined();
}

Napi::Value
Attach(Info info)
{
    bridge::Attach(&seenHost);
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
                                                names.who.c_str(), bridge::Text(info[3]).c_str(), 0));
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

/* A person at a window: uses a field, presses a button with one secret, closes it. */
Napi::Value
UseWindow(Info info)
{
    bridge::decorationEvents.window_used(bridge::Number(info[0]), bridge::Text(info[1]).c_str(),
                                         bridge::Text(info[2]).c_str());
    return info.Env().Undefined();
}

Napi::Value
PressWindow(Info info)
{
    const std::string secret = bridge::Text(info[2]);
    const OtrItem item = {OTR_ITEM_SECRET, "secret", "", secret.c_str(), "", TRUE};
    bridge::decorationEvents.window_pressed(bridge::Number(info[0]), bridge::Text(info[1]).c_str(), &item, 1);
    return info.Env().Undefined();
}

Napi::Value
EndWindow(Info info)
{
    bridge::decorationEvents.window_closed(bridge::Number(info[0]));
    return info.Env().Undefined();
}

Napi::Value
UseAction(Info info)
{
    bridge::ActionUsed(bridge::Text(info[0]).c_str());
    return info.Env().Undefined();
}

/* The labels of a buddy's menu, those of a submenu in brackets; then uses the entry with that label. */
std::string
Labels(GList *menu, PurpleBlistNode *node, const std::string &use)
{
    std::string labels;
    for (GList *each = menu; each != nullptr; each = each->next) {
        auto *action = static_cast<PurpleMenuAction *>(each->data);
        if (action == nullptr)
            continue;
        labels += std::string(action->callback == nullptr ? " -" : " ") + action->label;
        if (action->children != nullptr)
            labels += "(" + Labels(action->children, node, use) + ")";
        if (use == action->label)
            reinterpret_cast<void (*)(PurpleBlistNode *, gpointer)>(action->callback)(node, action->data);
        purple_menu_action_free(action);
    }
    g_list_free(menu);
    return labels;
}

Napi::Value
BuddyMenu(Info info)
{
    PurpleAccount *account = otr_lookup_account(TEST_PROTOCOL, bridge::Text(info[0]).c_str());
    PurpleBuddy *buddy = purple_find_buddy(account, bridge::Text(info[1]).c_str());
    PurpleBlistNode *node = PURPLE_BLIST_NODE(buddy);
    GList *menu = nullptr;
    purple_signal_emit(purple_blist_get_handle(), "blist-node-extended-menu", node->parent, &menu);
    return bridge::ToJs(info.Env(), Labels(menu, node->parent, bridge::Text(info[2])).c_str());
}

/* CPU time of the calling thread alone, which Node 18 does not tell. */
Napi::Value
ThreadSeconds(Info info)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return Napi::Number::New(info.Env(),
                             static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9);
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
    Add<UseWindow>(test, "useWindow");
    Add<PressWindow>(test, "pressWindow");
    Add<EndWindow>(test, "endWindow");
    Add<UseAction>(test, "useAction");
    Add<BuddyMenu>(test, "buddyMenu");
    Add<ThreadSeconds>(test, "threadSeconds");
    Add<Look>(test, "look");
    exports.Set("test", test);
    return bridge::Init(env, exports);
}

} // namespace

NODE_API_MODULE(otr_purple, Init)
