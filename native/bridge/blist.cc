/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "arguments.h"
#include "functions.h"

namespace bridge
{

Napi::Value
ContactName(Info info)
{
    const Contact contact(info);
    PurpleBuddy *buddy = contact.Buddy();

    return ToJs(info.Env(), buddy == nullptr ? contact.who.c_str() : purple_buddy_get_contact_alias(buddy));
}

Napi::Value
BuddyState(Info info)
{
    PurpleBuddy *buddy = Contact(info).Buddy();

    if (buddy == nullptr)
        return ToJs(info.Env(), "none");
    return ToJs(info.Env(), PURPLE_BUDDY_IS_ONLINE(buddy) ? "online" : "offline");
}

Napi::Value
BuddySetting(Info info)
{
    PurpleBuddy *buddy = Contact(info).Buddy();
    const std::string key = Text(info[3]);

    /* purple_blist_node_get_bool() cannot tell "off" from "not set" */
    if (buddy == nullptr || g_hash_table_lookup(PURPLE_BLIST_NODE(buddy)->settings, key.c_str()) == nullptr)
        return info.Env().Null();
    return ToJs(info.Env(), purple_blist_node_get_bool(PURPLE_BLIST_NODE(buddy), key.c_str()) != FALSE);
}

Napi::Value
SetBuddySetting(Info info)
{
    PurpleBuddy *buddy = Contact(info).Buddy();
    Napi::Object setting = info[3].As<Napi::Object>();
    const std::string key = TextOf(setting, "key");
    Napi::Value value = setting.Get("value");

    if (buddy == nullptr)
        return ToJs(info.Env(), false);
    if (value.IsBoolean())
        purple_blist_node_set_bool(PURPLE_BLIST_NODE(buddy), key.c_str(), Flag(value));
    else
        purple_blist_node_remove_setting(PURPLE_BLIST_NODE(buddy), key.c_str());
    return ToJs(info.Env(), true);
}

} // namespace bridge
