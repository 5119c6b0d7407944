/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The functions of src/purple/native.ts, in its order. Arguments were checked (see table.cc). */
#ifndef OTR_BRIDGE_FUNCTIONS_H
#define OTR_BRIDGE_FUNCTIONS_H

#include <napi.h>

namespace bridge
{

using Info = const Napi::CallbackInfo &;

Napi::Value Handle(Info info);
Napi::Value FailEngine(Info info);

Napi::Value UiName(Info info);
Napi::Value UserDir(Info info);
Napi::Value Versions(Info info);
Napi::Value TakesOver(Info info);
Napi::Value Debug(Info info);
Napi::Value Gettext(Info info);
Napi::Value Ngettext(Info info);

Napi::Value HmacSha1(Info info);
Napi::Value AesCtr(Info info);
Napi::Value Power(Info info);

Napi::Value Accounts(Info info);
Napi::Value AccountSetting(Info info);
Napi::Value SetAccountSetting(Info info);
Napi::Value Normalize(Info info);
Napi::Value ContactName(Info info);
Napi::Value BuddyState(Info info);
Napi::Value BuddySetting(Info info);
Napi::Value SetBuddySetting(Info info);

Napi::Value Conversations(Info info);
Napi::Value HasConversation(Info info);
Napi::Value OpenConversation(Info info);
Napi::Value AddressConversation(Info info);
Napi::Value Inject(Info info);
Napi::Value Deliver(Info info);
Napi::Value WriteLine(Info info);
Napi::Value WriteSent(Info info);
Napi::Value ReturnText(Info info);
Napi::Value SetLogging(Info info);
Napi::Value IsLogging(Info info);
Napi::Value Protect(Info info);
Napi::Value HasDecoration(Info info);
Napi::Value Decorate(Info info);
Napi::Value SetForm(Info info);
Napi::Value ShowWindow(Info info);
Napi::Value PresentWindow(Info info);
Napi::Value CloseWindow(Info info);

Napi::Value SetBus(Info info);

Napi::Value PrefBool(Info info);
Napi::Value SetPrefBool(Info info);
Napi::Value PrefString(Info info);
Napi::Value SetPrefString(Info info);

Napi::Value Request(Info info);
Napi::Value RequestPath(Info info);
Napi::Value CloseRequest(Info info);
Napi::Value Notify(Info info);

} // namespace bridge

#endif
