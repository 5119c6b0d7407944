/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names to libpurple's objects. Nobody keeps what these return: "looks the object up again each time". */
#ifndef OTR_LOOKUP_H
#define OTR_LOOKUP_H

#include <purple.h>

G_BEGIN_DECLS

/* The account of exactly this raw user name; NULL when there is none. */
PurpleAccount *otr_lookup_account(const char *protocol, const char *username);

/* Its connection while messages can be sent over it; NULL otherwise. */
PurpleConnection *otr_lookup_connection(const char *protocol, const char *username);

/* The one-to-one conversation with `who`; NULL when none is open. */
PurpleConversation *otr_lookup_conversation(const char *protocol, const char *username, const char *who);

/* The same, opened if need be; NULL when the account is unknown or not connected. */
PurpleConversation *otr_lookup_or_open(const char *protocol, const char *username, const char *who);

G_END_DECLS

#endif
