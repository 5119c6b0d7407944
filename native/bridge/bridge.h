/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the bridge is for whoever carries it: the runtime object, or the addon that plain Node loads. */
#ifndef OTR_BRIDGE_H
#define OTR_BRIDGE_H

#include <napi.h>

#include "engine.h"

namespace bridge
{

/* How C enters JavaScript: runs `body` where JavaScript may be called; false when it may not be. */
using Gate = bool (*)(void (*body)(void *), void *data);

/* Fills `exports` with the functions of src/purple/native.ts. */
Napi::Object Init(Napi::Env env, Napi::Object exports);

/* Without one C calls straight through, as in plain Node. */
void SetGate(Gate gate);

/* Connects to libpurple and tells JavaScript; `host` stays valid until Detach. */
void Attach(const OtrHost *host);
void Detach();

/* The engine is dead for this process: no more calls into JavaScript. Any thread; the first reason counts. */
void Fail(const char *reason);
bool Failed();
/* Why; to be asked after Failed() only. */
const char *FailureReason();

OtrAnswer Sending(const char *protocol, const char *username, const char *who, const char *text,
                  unsigned flags);
OtrAnswer Receiving(const char *protocol, const char *username, const char *who, const char *text,
                    unsigned flags);

/* An entry of the plugin's submenu was used. */
void ActionUsed(const char *action);

extern const OtrDecorationEvents decorationEvents;

} // namespace bridge

#endif
