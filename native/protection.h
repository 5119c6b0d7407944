/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who is protected, in a form that C can read without an engine. */
#ifndef OTR_PROTECTION_H
#define OTR_PROTECTION_H

#include <purple.h>

#include "engine.h"

/* Remembers (or forgets) that nothing of this contact's may leave in clear: in memory, and with OTR_PROTECT in
   the buddy list, so that it survives a restart. */
void otr_protection_set(const char *protocol, const char *username, const char *who,
                        OtrProtection protection);

/* Whether the engine said so, or the preferences require private messaging with this contact. */
gboolean otr_protection_covers(PurpleAccount *account, const char *who);

/* Whether anybody of this account's is covered. */
gboolean otr_protection_any(PurpleAccount *account);

#endif
