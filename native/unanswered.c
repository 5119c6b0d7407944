/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "unanswered.h"

#include <time.h>

#include "engine_life.h"
#include "protection.h"

OtrMessage
otr_unanswered_message(PurpleAccount *account, const char *who, const char *text)
{
    return (OtrMessage){
        .protocol = purple_account_get_protocol_id(account),
        .username = purple_account_get_username(account),
        .who = who,
        .text = text,
        .when = time(NULL),
    };
}

OtrDecision
otr_unanswered_decide(OtrDecision (*guard)(const OtrUnanswered *), PurpleAccount *account,
                      const OtrMessage *message)
{
    OtrUnanswered about = {
        .health = otr_engine_health(),
        .protected_contact = otr_protection_covers(account, message->who),
        .looks_like_otr = otr_guard_looks_like_otr(message->text),
    };
    OtrDecision decision = guard(&about);

    if (decision == OTR_WAIT && !otr_waiting_add(message)) {
        about.health = OTR_HEALTH_FAILED;
        decision = guard(&about);
    }
    return decision;
}
