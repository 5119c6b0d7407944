/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bridge's one piece of memory. It lives on the heap until the process ends: "a C++ static that holds a
   Node-API reference crashes the process at exit". */
#ifndef OTR_BRIDGE_STATE_H
#define OTR_BRIDGE_STATE_H

#include <atomic>
#include <string>

#include "bridge.h"

namespace bridge
{

struct State {
    Napi::ObjectReference handlers; /* NativeHandlers; empty until handle() was called */
    const OtrHost *host = nullptr;  /* null while detached */
    Gate gate = nullptr;
    std::atomic<bool> failed{false};
    std::string reason;
    bool settingPreference = false; /* a change of our own is not told to JavaScript */
};

State *TheState();

/* The handle of every signal and preference callback of the bridge's. */
void *SignalHandle();

void ConnectSignals();
void WatchLogs();
void DisconnectSignals();
void RegisterCommand();
void UnregisterCommand();
void OfferBuddyMenu();
void WatchRequests();
void UnwatchRequests();
void CloseRequests();

} // namespace bridge

#endif
