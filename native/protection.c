/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "protection.h"

#include "contact_key.h"
#include "lookup.h"

#define SETTING "otr-ts/protected"

/* Keys of the contacts protected in this run. */
static GHashTable *contacts;

/* Calls `visit` for each entry of the buddy list that stands for this contact. */
static void
each_buddy(PurpleAccount *account, const char *who, void (*visit)(PurpleBlistNode *node, gpointer data),
           gpointer data)
{
    /* the quick way where libpurple and the network agree on which names are the same */
    const gboolean is_quick = !otr_contact_on_irc(account);
    GSList *buddies = purple_find_buddies(account, is_quick ? who : NULL);

    for (GSList *each = buddies; each != NULL; each = each->next)
        if (is_quick || otr_contact_same(account, purple_buddy_get_name(each->data), who))
            visit(PURPLE_BLIST_NODE(each->data), data);
    g_slist_free(buddies);
}

static void
mark(PurpleBlistNode *node, gpointer on)
{
    /* every change makes libpurple write the buddy list */
    if (*(gboolean *)on == purple_blist_node_get_bool(node, SETTING))
        return;
    if (*(gboolean *)on)
        purple_blist_node_set_bool(node, SETTING, TRUE);
    else
        purple_blist_node_remove_setting(node, SETTING);
}

void
otr_protection_set(const char *protocol, const char *username, const char *who, OtrProtection protection)
{
    PurpleAccount *account = otr_lookup_account(protocol, username);
    gboolean lasts = protection == OTR_PROTECT;

    if (account == NULL)
        return;
    if (contacts == NULL)
        contacts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    char *key = otr_contact_key(account, who);
    if (protection != OTR_PROTECT_NOT) {
        g_hash_table_add(contacts, key);
    } else {
        g_hash_table_remove(contacts, key);
        g_free(key);
    }
    each_buddy(account, who, mark, &lasts);
}

static gboolean
is_off(PurpleBlistNode *node, const char *setting)
{
    return g_hash_table_contains(node->settings, setting) && !purple_blist_node_get_bool(node, setting);
}

/* pidgin-otr's mapping of its switches, as src/controller/settings.ts has it: all three make "always". */
static gboolean
requires(PurpleBlistNode *node)
{
    return !is_off(node, "OTR/enabled") && !is_off(node, "OTR/automatic") &&
           purple_blist_node_get_bool(node, "OTR/onlyprivate");
}

/* For the contacts of an account without settings of their own; the account's stand above everybody's. */
static gboolean
required_by_default(PurpleAccount *account)
{
    const char *policy = purple_account_get_string(account, "otr-ts/policy", "");

    if (*policy != '\0')
        return purple_strequal(policy, "always");
    return purple_prefs_get_bool("/OTR/enabled") && purple_prefs_get_bool("/OTR/automatic") &&
           purple_prefs_get_bool("/OTR/onlyprivate");
}

/* What the buddy list says of a contact. */
typedef struct {
    gboolean marked;       /* by otr_protection_set() */
    gboolean has_settings; /* of its own, which stand above the preferences */
    gboolean required;     /* by those */
} Listed;

static void
read_node(PurpleBlistNode *node, gpointer data)
{
    Listed *listed = data;

    if (purple_blist_node_get_bool(node, SETTING))
        listed->marked = TRUE;
    if (!purple_blist_node_get_bool(node, "OTR/overridedefault"))
        return;
    listed->has_settings = TRUE;
    if (requires(node))
        listed->required = TRUE;
}

static gboolean
marked_in_memory(PurpleAccount *account, const char *who)
{
    if (contacts == NULL)
        return FALSE;
    char *key = otr_contact_key(account, who);
    const gboolean found = g_hash_table_contains(contacts, key);
    g_free(key);
    return found;
}

gboolean
otr_protection_covers(PurpleAccount *account, const char *who)
{
    Listed listed = {FALSE, FALSE, FALSE};

    if (otr_contact_is_room(account, who))
        return FALSE;
    each_buddy(account, who, read_node, &listed);
    if (listed.marked || marked_in_memory(account, who))
        return TRUE;
    /* "A global 'require encryption' policy makes every contact protected", but for those with another one */
    return listed.has_settings ? listed.required : required_by_default(account);
}

static gboolean
any_in_memory(PurpleAccount *account)
{
    char *prefix = otr_contact_key_prefix(account);
    gboolean found = FALSE;
    GHashTableIter iterator;
    gpointer key;

    if (contacts != NULL) {
        g_hash_table_iter_init(&iterator, contacts);
        while (!found && g_hash_table_iter_next(&iterator, &key, NULL))
            found = g_str_has_prefix(key, prefix);
    }
    g_free(prefix);
    return found;
}

gboolean
otr_protection_any(PurpleAccount *account)
{
    gboolean found = required_by_default(account) || any_in_memory(account);
    GSList *buddies = purple_find_buddies(account, NULL);

    for (GSList *each = buddies; each != NULL && !found; each = each->next) {
        Listed listed = {FALSE, FALSE, FALSE};
        read_node(PURPLE_BLIST_NODE(each->data), &listed);
        found = listed.marked || listed.required;
    }
    g_slist_free(buddies);
    return found;
}
