/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "call.h"

#include <purple.h>

#include <sstream>

#include "state.h"

namespace bridge
{

namespace
{

struct Visit {
    const char *handler;
    const Build &arguments;
    const Take &take;
    bool answered;
};

/* Where an exception came from. Its message may quote what a person wrote, so only the frames are logged. */
std::string
Frames(Napi::Env env, napi_value thrown)
{
    Napi::Value value(env, thrown);
    if (thrown == nullptr || !value.IsObject())
        return "";
    Napi::Value stack = value.As<Napi::Object>().Get("stack");
    if (stack.IsEmpty() || !stack.IsString())
        return "";
    std::istringstream lines(stack.As<Napi::String>().Utf8Value());
    std::string frames;
    for (std::string line; std::getline(lines, line);)
        if (line.rfind("    at ", 0) == 0)
            frames += "\n" + line;
    return frames;
}

void
Report(Napi::Env env, const char *handler)
{
    bool pending = false;
    napi_value thrown = nullptr;

    napi_is_exception_pending(env, &pending);
    if (!pending)
        return;
    napi_get_and_clear_last_exception(env, &thrown);
    if (!Failed())
        purple_debug_error("otr-ts", "exception in %s%s\n", handler, Frames(env, thrown).c_str());
}

void
Enter(void *data)
{
    auto *visit = static_cast<Visit *>(data);
    State *state = TheState();
    Napi::Env env = state->handlers.Env();
    Napi::HandleScope scope(env);
    Napi::Value function = state->handlers.Value().Get(visit->handler);

    if (!function.IsEmpty() && function.IsFunction()) {
        std::vector<napi_value> arguments = visit->arguments(env);
        napi_value result = nullptr;
        const napi_status status = napi_make_callback(env, nullptr, state->handlers.Value(), function,
                                                      arguments.size(), arguments.data(), &result);
        if (status == napi_ok && !Failed()) {
            visit->take(Napi::Value(env, result));
            visit->answered = true;
        }
    }
    Report(env, visit->handler);
}

} // namespace

bool
Call(const char *handler, const Build &arguments, const Take &take)
{
    State *state = TheState();
    Visit visit{handler, arguments, take, false};

    if (state->host == nullptr || Failed() || state->handlers.IsEmpty())
        return false;
    if (state->gate == nullptr)
        Enter(&visit);
    else if (!state->gate(Enter, &visit))
        return false;
    return visit.answered;
}

std::vector<napi_value>
Texts(Napi::Env env, std::initializer_list<const char *> texts)
{
    std::vector<napi_value> values;

    for (const char *text : texts)
        values.push_back(Napi::String::New(env, text == nullptr ? "" : text));
    return values;
}

bool
Tell(const char *handler, std::initializer_list<const char *> texts)
{
    return Call(
        handler, [&](Napi::Env env) { return Texts(env, texts); }, [](Napi::Value) {});
}

} // namespace bridge
