/* SPDX-License-Identifier: GPL-2.0-or-later */
/* IRC's /msg and /query with a text go past the conversation's hook: for a contact who is protected they take the
   way of a text that is typed to them, so that it is encrypted, or held with the reason. */
#ifndef OTR_IRC_COMMANDS_H
#define OTR_IRC_COMMANDS_H

void otr_irc_commands_register(void);
void otr_irc_commands_unregister(void);

#endif
