/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "arguments.h"
#include "functions.h"

namespace bridge
{

Napi::Value
Accounts(Info info)
{
    Napi::Array accounts = Napi::Array::New(info.Env());
    uint32_t count = 0;

    for (GList *each = purple_accounts_get_all(); each != nullptr; each = each->next) {
        auto *account = static_cast<PurpleAccount *>(each->data);
        Napi::Object entry = Napi::Object::New(info.Env());
        entry.Set("protocol", ToJs(info.Env(), purple_account_get_protocol_id(account)));
        entry.Set("username", ToJs(info.Env(), purple_account_get_username(account)));
        entry.Set("protocolName", ToJs(info.Env(), purple_account_get_protocol_name(account)));
        entry.Set("connected", ToJs(info.Env(), purple_account_is_connected(account) != FALSE));
        accounts.Set(count++, entry);
    }
    return accounts;
}

Napi::Value
Normalize(Info info)
{
    const Contact contact(info);
    PurpleAccount *account = contact.Account();
    const char *who = contact.who.c_str();

    return ToJs(info.Env(), account == nullptr ? who : purple_normalize(account, who));
}

} // namespace bridge
