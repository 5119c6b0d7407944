/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "protection.h"

#include "lookup.h"

#define SETTING "otr-ts/protected"

/* Contacts protected in this run, as "protocol\nuser\nnormalised name". */
static GHashTable *contacts;

static char *
contact_key(PurpleAccount *account, const char *who)
{
    return g_strjoin("\n", purple_account_get_protocol_id(account), purple_account_get_username(account),
                     purple_normalize(account, who), NULL);
}

static void
mark_buddies(PurpleAccount *account, const char *who, gboolean on)
{
    GSList *buddies = purple_find_buddies(account, who);

    for (GSList *each = buddies; each != NULL; each = each->next) {
        PurpleBlistNode *node = PURPLE_BLIST_NODE(each->data);
        /* every change makes libpurple write the buddy list */
        if (on == purple_blist_node_get_bool(node, SETTING))
            continue;
        if (on)
            purple_blist_node_set_bool(node, SETTING, TRUE);
        else
            purple_blist_node_remove_setting(node, SETTING);
    }
    g_slist_free(buddies);
}

void
otr_protection_set(const char *protocol, const char *username, const char *who, gboolean on)
{
    PurpleAccount *account = otr_lookup_account(protocol, username);

    if (account == NULL)
        return;
    if (contacts == NULL)
        contacts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    char *key = contact_key(account, who);
    if (on) {
        g_hash_table_add(contacts, key);
    } else {
        g_hash_table_remove(contacts, key);
        g_free(key);
    }
    mark_buddies(account, who, on);
}

static gboolean
marked_in_memory(PurpleAccount *account, const char *who)
{
    if (contacts == NULL)
        return FALSE;
    char *key = contact_key(account, who);
    const gboolean found = g_hash_table_contains(contacts, key);
    g_free(key);
    return found;
}

static gboolean
marked_in_buddy_list(PurpleAccount *account, const char *who)
{
    GSList *buddies = purple_find_buddies(account, who);
    gboolean found = FALSE;

    for (GSList *each = buddies; each != NULL && !found; each = each->next) {
        PurpleBlistNode *node = PURPLE_BLIST_NODE(each->data);
        /* pidgin-otr's own per-contact settings count as they do for pidgin-otr */
        found = purple_blist_node_get_bool(node, SETTING) ||
                (purple_blist_node_get_bool(node, "OTR/overridedefault") &&
                 purple_blist_node_get_bool(node, "OTR/onlyprivate"));
    }
    g_slist_free(buddies);
    return found;
}

gboolean
otr_protection_covers(PurpleAccount *account, const char *who)
{
    /* "A global 'require encryption' policy makes every contact protected." */
    if (purple_prefs_get_bool("/OTR/enabled") && purple_prefs_get_bool("/OTR/onlyprivate"))
        return TRUE;
    return marked_in_memory(account, who) || marked_in_buddy_list(account, who);
}
