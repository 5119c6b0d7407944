/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening and closing request windows. Each is its own libpurple handle, so that closing one by that handle
   cannot hit another window whose freed address was used again. */
#include "request.h"

#include <memory>

#include "arguments.h"
#include "call.h"
#include "fields.h"
#include "functions.h"
#include "state.h"

namespace bridge
{

namespace
{

std::map<int, std::unique_ptr<OpenRequest>> &
Requests()
{
    static auto *requests = new std::map<int, std::unique_ptr<OpenRequest>>;
    return *requests;
}

/* One function for each place: the number that libpurple hands over counts from the left in one user
   interface and from the right in another (seen in Pidgin). */
template <int action>
void
ActionChosen(void *request, int)
{
    Answer(static_cast<OpenRequest *>(request), action, {});
}

void
FieldsAccepted(void *data, PurpleRequestFields *fields)
{
    auto *request = static_cast<OpenRequest *>(data);
    Answer(request, 0, FieldValues(fields, request->fieldIds));
}

void
FieldsRefused(void *request, PurpleRequestFields *)
{
    Answer(static_cast<OpenRequest *>(request), 1, {});
}

struct Window {
    std::string title, primary, secondary;
    std::vector<std::string> actions;
    int defaultAction;
    PurpleAccount *account = nullptr;
    std::string who;

    const char *
    Who() const
    {
        return who.empty() ? nullptr : who.c_str();
    }
    PurpleConversation *
    Conversation() const
    {
        return account == nullptr
                   ? nullptr
                   : purple_find_conversation_with_account(PURPLE_CONV_TYPE_IM, who.c_str(), account);
    }
    const char *
    Secondary() const
    {
        return secondary.empty() ? nullptr : secondary.c_str();
    }
};

Window
ReadWindow(Napi::Object model)
{
    Window window{TextOf(model, "title"),
                  Wrapped(TextOf(model, "primary")),
                  Wrapped(TextOf(model, "secondary")),
                  {},
                  Number(model.Get("defaultAction")),
                  nullptr,
                  ""};
    Napi::Value actions = model.Get("actions");
    Napi::Value contact = model.Get("contact");

    for (uint32_t i = 0; actions.IsArray() && i < actions.As<Napi::Array>().Length(); i++)
        window.actions.push_back(Text(actions.As<Napi::Array>().Get(i)));
    if (contact.IsArray()) {
        Napi::Array names = contact.As<Napi::Array>();
        window.account = otr_lookup_account(Text(names.Get(0u)).c_str(), Text(names.Get(1u)).c_str());
        window.who = Text(names.Get(2u));
    }
    return window;
}

void *
OpenFields(OpenRequest *request, const Window &window, PurpleRequestFields *fields)
{
    if (window.actions.size() != 2) {
        purple_request_fields_destroy(fields);
        return nullptr;
    }
    void *opened = purple_request_fields(
        request, window.title.c_str(), window.primary.c_str(), window.Secondary(), fields,
        window.actions[0].c_str(), G_CALLBACK(FieldsAccepted), window.actions[1].c_str(),
        G_CALLBACK(FieldsRefused), window.account, window.Who(), window.Conversation(), request);
    if (opened == nullptr)
        purple_request_fields_destroy(fields);
    return opened;
}

void *
OpenActions(OpenRequest *request, const Window &window)
{
    enum { LIMIT = 6 };
    const char *labels[LIMIT] = {};

    if (window.actions.empty() || window.actions.size() > LIMIT)
        return nullptr;
    for (size_t i = 0; i < window.actions.size(); i++)
        labels[i] = window.actions[i].c_str();
    /* libpurple reads as many pairs as the count says */
    return purple_request_action(request, window.title.c_str(), window.primary.c_str(), window.Secondary(),
                                 window.defaultAction, window.account, window.Who(), window.Conversation(),
                                 request, window.actions.size(), labels[0], G_CALLBACK(ActionChosen<0>),
                                 labels[1], G_CALLBACK(ActionChosen<1>), labels[2],
                                 G_CALLBACK(ActionChosen<2>), labels[3], G_CALLBACK(ActionChosen<3>),
                                 labels[4], G_CALLBACK(ActionChosen<4>), labels[5],
                                 G_CALLBACK(ActionChosen<5>));
}

struct Answered {
    int number;
    int action;
    std::map<std::string, std::string> values;
};

gboolean
TellAnswer(gpointer data)
{
    std::unique_ptr<Answered> answer(static_cast<Answered *>(data));

    /* closed, or the plugin was unloaded, in the meantime */
    if (Requests().erase(answer->number) == 0)
        return G_SOURCE_REMOVE;
    Call(
        "requestAnswered",
        [&](Napi::Env env) {
            Napi::Object record = Napi::Object::New(env);
            for (const auto &[id, value] : answer->values)
                record.Set(id, value);
            return std::vector<napi_value>{Napi::Number::New(env, answer->number),
                                           Napi::Number::New(env, answer->action), record};
        },
        [](Napi::Value) {});
    for (auto &entry : answer->values) /* it may be a secret */
        explicit_bzero(entry.second.data(), entry.second.size());
    return G_SOURCE_REMOVE;
}

/* Finch puts a window that is opened while it handles no key behind all others (seen). Its buttons are
   pressed by keys only, so that no call of JavaScript's is open then. */
bool
NewWindowsNeedTheEvent()
{
    return purple_strequal(purple_core_get_ui(), "gnt-purple");
}

} // namespace

void
Answer(OpenRequest *request, int action, std::map<std::string, std::string> values)
{
    if (request->answered)
        return;
    request->answered = true;
    auto *answer = new Answered{request->number, action, std::move(values)};
    if (action >= 0 && NewWindowsNeedTheEvent())
        TellAnswer(answer);
    else
        g_idle_add_full(G_PRIORITY_DEFAULT, TellAnswer, answer, nullptr);
}

OpenRequest *
FindRequest(const void *uiHandle)
{
    for (const auto &entry : Requests())
        if (entry.second->uiHandle == uiHandle)
            return entry.second.get();
    return nullptr;
}

OpenRequest *
NewRequest()
{
    static int last = 0;
    auto request = std::make_unique<OpenRequest>();

    request->number = ++last;
    return (Requests()[last] = std::move(request)).get();
}

Napi::Value
Opened(Napi::Env env, OpenRequest *request, void *uiHandle)
{
    request->uiHandle = uiHandle;
    if (uiHandle != nullptr)
        return Napi::Number::New(env, request->number);
    Requests().erase(request->number);
    return Napi::Number::New(env, 0);
}

Napi::Value
Request(Info info)
{
    Napi::Object model = info[0].As<Napi::Object>();
    Napi::Value fields = model.Get("fields");
    const Window window = ReadWindow(model);
    OpenRequest *request = NewRequest();

    if (!fields.IsArray() || fields.As<Napi::Array>().Length() == 0)
        return Opened(info.Env(), request, OpenActions(request, window));
    PurpleRequestFields *built = BuildFields(fields.As<Napi::Array>(), &request->fieldIds);
    return Opened(info.Env(), request, OpenFields(request, window, built));
}

Napi::Value
CloseRequest(Info info)
{
    const auto found = Requests().find(Number(info[0]));

    if (found == Requests().end())
        return info.Env().Undefined();
    /* the UI may still call back while it closes */
    found->second->answered = true;
    purple_request_close_with_handle(found->second.get());
    Requests().erase(Number(info[0]));
    return info.Env().Undefined();
}

void
CloseRequests()
{
    while (!Requests().empty()) {
        const auto first = Requests().begin();
        first->second->answered = true;
        purple_request_close_with_handle(first->second.get());
        Requests().erase(first);
    }
}

} // namespace bridge
