/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bridge's life: one state per process, attached and detached any number of times. */
#include <purple.h>

#include "call.h"
#include "functions.h"
#include "state.h"

namespace bridge
{

void FillExports(Napi::Object exports); /* table.cc */

State *
TheState()
{
    static auto *state = new State;
    return state;
}

Napi::Object
Init(Napi::Env, Napi::Object exports)
{
    FillExports(exports);
    return exports;
}

void
SetGate(Gate gate)
{
    TheState()->gate = gate;
}

Napi::Value
Handle(Info info)
{
    TheState()->handlers = Napi::Persistent(info[0].As<Napi::Object>());
    return info.Env().Undefined();
}

Napi::Value
FailEngine(Info info)
{
    Fail(info[0].As<Napi::String>().Utf8Value().c_str());
    return info.Env().Undefined();
}

void
Fail(const char *reason)
{
    static std::atomic<bool> claimed{false};
    State *state = TheState();

    if (claimed.exchange(true))
        return;
    state->reason = reason;
    state->failed = true;
    if (state->host != nullptr)
        state->host->failed(reason);
}

bool
Failed()
{
    return TheState()->failed;
}

const char *
FailureReason()
{
    return TheState()->reason.c_str();
}

void
Attach(const OtrHost *host)
{
    TheState()->host = host;
    ConnectSignals();
    RegisterCommand();
    OfferBuddyMenu();
    WatchRequests();
    Tell("attached", {});
}

void
Detach()
{
    if (TheState()->host == nullptr)
        return;
    Tell("detaching", {});
    CloseRequests();
    UnwatchRequests();
    UnregisterCommand();
    DisconnectSignals();
    TheState()->host = nullptr;
}

} // namespace bridge
