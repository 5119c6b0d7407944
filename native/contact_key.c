/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "contact_key.h"

#include <string.h>

gboolean
otr_contact_on_irc(PurpleAccount *account)
{
    return purple_strequal(purple_account_get_protocol_id(account), "prpl-irc");
}

/* RFC 2812 §2.2: "the characters {}|^ are considered to be the lower case equivalents of the characters
   []\~". libpurple does not know that, servers do. */
static char *
folded(PurpleAccount *account, const char *who)
{
    static const char capitals[] = "[]\\~";
    char *name = g_strdup(purple_normalize(account, who));

    if (otr_contact_on_irc(account)) {
        for (char *each = name; *each != '\0'; each++) {
            const char *capital = strchr(capitals, *each);
            if (capital != NULL)
                *each = "{}|^"[capital - capitals];
        }
    }
    return name;
}

char *
otr_contact_key_prefix(PurpleAccount *account)
{
    return g_strjoin("\n", purple_account_get_protocol_id(account), purple_account_get_username(account), "",
                     NULL);
}

char *
otr_contact_key(PurpleAccount *account, const char *who)
{
    char *prefix = otr_contact_key_prefix(account);
    char *name = folded(account, who);
    char *key = g_strconcat(prefix, name, NULL);

    g_free(name);
    g_free(prefix);
    return key;
}

gboolean
otr_contact_same(PurpleAccount *account, const char *one, const char *other)
{
    char *first = folded(account, one);
    char *second = folded(account, other);
    const gboolean same = g_str_equal(first, second);

    g_free(first);
    g_free(second);
    return same;
}

gboolean
otr_contact_is_room(PurpleAccount *account, const char *who)
{
    /* a room that nobody of this account is in is known by its name on IRC only */
    if (otr_contact_on_irc(account) && *who != '\0' && strchr("#&+!", *who) != NULL)
        return TRUE;
    return purple_find_conversation_with_account(PURPLE_CONV_TYPE_CHAT, who, account) != NULL;
}
