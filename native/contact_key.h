/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One string for one contact, the same for every spelling that reaches the same person. */
#ifndef OTR_CONTACT_KEY_H
#define OTR_CONTACT_KEY_H

#include <purple.h>

/* "protocol\nuser name\nfolded name"; g_free. */
char *otr_contact_key(PurpleAccount *account, const char *who);

/* What the keys of all contacts of this account start with; g_free. */
char *otr_contact_key_prefix(PurpleAccount *account);

/* Whether both names reach the same person. */
gboolean otr_contact_same(PurpleAccount *account, const char *one, const char *other);

/* Whether the account is one of IRC, where names are folded in a way of its own. */
gboolean otr_contact_on_irc(PurpleAccount *account);

/* Whether the name is that of a room: what goes there is for everybody. */
gboolean otr_contact_is_room(PurpleAccount *account, const char *who);

#endif
