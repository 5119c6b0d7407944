/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages that the engine gave no answer to, both ways. */
#ifndef OTR_UNANSWERED_H
#define OTR_UNANSWERED_H

#include <purple.h>

#include "guard.h"
#include "waiting.h"

/* The message in the form in which it can wait; it borrows the texts. */
OtrMessage otr_unanswered_message(PurpleAccount *account, const char *who, const char *text,
                                  unsigned flags);

/* Says of one that waits that it does, and for what. */
void otr_unanswered_tell(const OtrMessage *message);

/* Asks the guard (otr_guard_sending or otr_guard_receiving). OTR_WAIT: the message is kept now, and told of if the
   start is slow; if the queue is full it is decided as if there were no engine. */
OtrDecision otr_unanswered_decide(OtrDecision (*guard)(const OtrUnanswered *), PurpleAccount *account,
                                  const OtrMessage *message);

#endif
