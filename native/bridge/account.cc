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

/* "": there is none. */
Napi::Value
AccountSetting(Info info)
{
    PurpleAccount *account = otr_lookup_account(Text(info[0]).c_str(), Text(info[1]).c_str());
    const std::string key = Text(info[2]);

    return ToJs(info.Env(), account == nullptr ? "" : purple_account_get_string(account, key.c_str(), ""));
}

/* "" takes it away. */
Napi::Value
SetAccountSetting(Info info)
{
    PurpleAccount *account = otr_lookup_account(Text(info[0]).c_str(), Text(info[1]).c_str());
    const std::string key = Text(info[2]);
    const std::string value = Text(info[3]);

    if (account != nullptr && value.empty())
        purple_account_remove_setting(account, key.c_str());
    else if (account != nullptr)
        purple_account_set_string(account, key.c_str(), value.c_str());
    return ToJs(info.Env(), account != nullptr);
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
