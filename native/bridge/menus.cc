/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Menus of libpurple's own: the plugin's submenu, and what stands at a buddy. */
#include "arguments.h"
#include "call.h"
#include "items.h"
#include "state.h"

namespace bridge
{

void
ActionUsed(const char *action)
{
    Tell("actionUsed", {action});
}

namespace
{

/* Of a contact, the buddy that a message would go to. */
PurpleBuddy *
BuddyOf(PurpleBlistNode *node)
{
    if (PURPLE_BLIST_NODE_IS_CONTACT(node))
        return purple_contact_get_priority_buddy(PURPLE_CONTACT(node));
    return PURPLE_BLIST_NODE_IS_BUDDY(node) ? PURPLE_BUDDY(node) : nullptr;
}

void
BuddyItemUsed(PurpleBlistNode *node, gpointer item)
{
    PurpleBuddy *buddy = BuddyOf(node);

    if (buddy == nullptr)
        return;
    PurpleAccount *account = purple_buddy_get_account(buddy);
    Tell("buddyMenuUsed", {purple_account_get_protocol_id(account), purple_account_get_username(account),
                      purple_buddy_get_name(buddy), static_cast<const char *>(item)});
}

/* Builds from item `from` to the END of that list, whose index comes back. */
size_t
Build(const Items &items, size_t from, GList **menu)
{
    size_t i = from;

    for (; i < items.Size() && items.Data()[i].kind != OTR_ITEM_END; i++) {
        const OtrItem &item = items.Data()[i];
        if (item.kind == OTR_ITEM_FOLDER) {
            GList *children = nullptr;
            i = Build(items, i + 1, &children);
            *menu = g_list_append(*menu, purple_menu_action_new(item.label, nullptr, nullptr, children));
        } else if (item.kind == OTR_ITEM_ACTION) {
            /* ids are few and fixed; libpurple never frees them */
            auto *id = const_cast<char *>(g_intern_string(item.id));
            const auto callback = item.sensitive ? PURPLE_CALLBACK(BuddyItemUsed) : nullptr;
            *menu = g_list_append(*menu, purple_menu_action_new(item.label, callback, id, nullptr));
        } else if (item.kind == OTR_ITEM_SEPARATOR) {
            *menu = g_list_append(*menu, nullptr);
        }
    }
    return i;
}

void
OfferItems(PurpleBlistNode *node, GList **menu, gpointer)
{
    PurpleBuddy *buddy = BuddyOf(node);

    if (buddy == nullptr)
        return;
    PurpleAccount *account = purple_buddy_get_account(buddy);
    Call(
        "buddyMenu",
        [&](Napi::Env env) {
            return Texts(env, {purple_account_get_protocol_id(account), purple_account_get_username(account),
                               purple_buddy_get_name(buddy)});
        },
        [&](Napi::Value value) { Build(Items(value), 0, menu); });
}

} // namespace

void
OfferBuddyMenu()
{
    purple_signal_connect(purple_blist_get_handle(), "blist-node-extended-menu", SignalHandle(),
                          PURPLE_CALLBACK(OfferItems), nullptr);
}

} // namespace bridge
