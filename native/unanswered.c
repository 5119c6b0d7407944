/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "unanswered.h"

#include <time.h>

#include "engine_life.h"
#include "notice.h"
#include "protection.h"
#include "text.h"

OtrMessage
otr_unanswered_message(PurpleAccount *account, const char *who, const char *text, unsigned flags)
{
    return (OtrMessage){
        .protocol = purple_account_get_protocol_id(account),
        .username = purple_account_get_username(account),
        .who = who,
        .text = text,
        .flags = flags,
        .when = time(NULL),
    };
}

void
otr_unanswered_tell(const OtrMessage *message)
{
    if (!message->incoming)
        otr_notice_unsent(message->protocol, message->username, message->who,
                          _("Private messaging is still starting. Not sent yet, waiting:"), message->text);
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

    if (decision != OTR_WAIT)
        return decision;
    if (!otr_waiting_add(message)) {
        about.health = OTR_HEALTH_FAILED;
        return guard(&about);
    }
    if (otr_engine_is_slow())
        otr_unanswered_tell(message);
    return OTR_WAIT;
}
