/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What happens to one text before it goes on, by whichever gate it came. */
#ifndef OTR_OUTGOING_H
#define OTR_OUTGOING_H

#include <purple.h>

/* Asks the engine, and the guard where it does not answer. *text becomes what may go on, or NULL: then it waits,
   or the person has it back with the reason. `flags` as libpurple has them (PURPLE_MESSAGE_AUTO_RESP counts). */
void otr_outgoing_judge(PurpleAccount *account, const char *who, char **text, unsigned flags);

/* Sends what the engine has made, past the hooks and through the gates. FALSE: not connected.
   Signature of OtrHost.send. */
gboolean otr_outgoing_send(const char *protocol, const char *username, const char *who, const char *text);

/* Whether `html`, which is handed to the protocol, came out of the engine for this contact and is of OTR's form.
   Where no gate at the wire follows it counts as sent. */
gboolean otr_outgoing_claim(PurpleAccount *account, const char *who, const char *html);

#endif
