/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a stanza says to a person, and what we make of it. libpurple's xmlnode only, no account needed. */
#ifndef OTR_XMPP_STANZA_H
#define OTR_XMPP_STANZA_H

#include <purple.h>

/* All that somebody could read in it, one piece per text; g_strfreev. Empty: a notice between programs, or a
   message to a room. */
char **otr_xmpp_stanza_texts(xmlnode *stanza);

/* Makes of it a question to the server itself that says nothing (XEP-0199), in place: whoever made it frees it. */
void otr_xmpp_stanza_blank(xmlnode *stanza);

/* XEP-0334 no-copy and no-permanent-store, XEP-0280 private, XEP-0380 urn:xmpp:otr:0. */
void otr_xmpp_stanza_add_hints(xmlnode *stanza);

#endif
