/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lookup.h"

PurpleAccount *
otr_lookup_account(const char *protocol, const char *username)
{
    /* purple_accounts_find() compares normalised names and would mix up two resources of one JID. */
    for (GList *each = purple_accounts_get_all(); each != NULL; each = each->next) {
        PurpleAccount *account = each->data;
        if (purple_strequal(purple_account_get_protocol_id(account), protocol) &&
            purple_strequal(purple_account_get_username(account), username))
            return account;
    }
    return NULL;
}

PurpleConnection *
otr_lookup_connection(const char *protocol, const char *username)
{
    PurpleAccount *account = otr_lookup_account(protocol, username);

    if (account == NULL || !purple_account_is_connected(account))
        return NULL;
    return purple_account_get_connection(account);
}

PurpleConversation *
otr_lookup_conversation(const char *protocol, const char *username, const char *who)
{
    PurpleAccount *account = otr_lookup_account(protocol, username);

    if (account == NULL)
        return NULL;
    return purple_find_conversation_with_account(PURPLE_CONV_TYPE_IM, who, account);
}

PurpleConversation *
otr_lookup_or_open(const char *protocol, const char *username, const char *who)
{
    PurpleConversation *conversation = otr_lookup_conversation(protocol, username, who);

    if (conversation == NULL && otr_lookup_connection(protocol, username) != NULL)
        conversation =
            purple_conversation_new(PURPLE_CONV_TYPE_IM, otr_lookup_account(protocol, username), who);
    return conversation;
}
