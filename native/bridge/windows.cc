/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Windows of ours, as the decoration draws them. */
#include "windows.h"

#include "arguments.h"
#include "call.h"
#include "functions.h"
#include "items.h"
#include "state.h"

namespace bridge
{

void
WindowUsed(int window, const char *item, const char *value)
{
    Call(
        "windowUsed",
        [&](Napi::Env env) {
            std::vector<napi_value> arguments = Texts(env, {item, value});
            arguments.insert(arguments.begin(), Napi::Number::New(env, window));
            return arguments;
        },
        [](Napi::Value) {});
}

void
WindowPressed(int window, const char *button, const OtrItem *secrets, size_t count)
{
    Call(
        "windowPressed",
        [&](Napi::Env env) {
            Napi::Object record = Napi::Object::New(env);
            for (size_t i = 0; i < count; i++)
                record.Set(secrets[i].id, ToJs(env, secrets[i].value));
            return std::vector<napi_value>{Napi::Number::New(env, window), ToJs(env, button), record};
        },
        [](Napi::Value) {});
}

void
WindowClosed(int window)
{
    Call(
        "windowClosed",
        [&](Napi::Env env) { return std::vector<napi_value>{Napi::Number::New(env, window)}; },
        [](Napi::Value) {});
}

/* False: this user interface draws no windows of ours. */
Napi::Value
ShowWindow(Info info)
{
    const OtrPidgin *pidgin = TheState()->host->pidgin;
    Napi::Object model = info[1].As<Napi::Object>();
    const Items items(model.Get("items"));
    const Items buttons(model.Get("buttons"));
    const std::string title = TextOf(model, "title");
    const std::string close = TextOf(model, "close");
    const std::string preset = TextOf(model, "preset");
    const OtrWindow window = {Number(info[0]), title.c_str(),  Flag(model.Get("unasked")),
                              items.Data(),    items.Size(),   buttons.Data(),
                              buttons.Size(),  close.c_str(),  preset.c_str()};

    if (pidgin != nullptr && window.number > OTR_CONFIGURATION)
        pidgin->show_window(&window);
    return ToJs(info.Env(), pidgin != nullptr && window.number > OTR_CONFIGURATION);
}

Napi::Value
PresentWindow(Info info)
{
    const OtrPidgin *pidgin = TheState()->host->pidgin;

    if (pidgin != nullptr)
        pidgin->present_window(Number(info[0]));
    return info.Env().Undefined();
}

Napi::Value
CloseWindow(Info info)
{
    const OtrPidgin *pidgin = TheState()->host->pidgin;

    if (pidgin != nullptr)
        pidgin->close_window(Number(info[0]));
    return info.Env().Undefined();
}

} // namespace bridge
