/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "guard.h"

#include <string.h>

OtrDecision
otr_guard_sending(const OtrUnanswered *message)
{
    if (message->health == OTR_HEALTH_STARTING)
        return OTR_WAIT;
    /* A query typed by hand would start what nobody can answer. */
    return message->protected_contact || message->looks_like_otr ? OTR_HOLD : OTR_LET_PASS;
}

OtrDecision
otr_guard_receiving(const OtrUnanswered *message)
{
    if (message->health == OTR_HEALTH_STARTING)
        return OTR_WAIT;
    if (message->looks_like_otr)
        return OTR_HOLD;
    return message->protected_contact ? OTR_PASS_MARKED : OTR_LET_PASS;
}

gboolean
otr_guard_looks_like_otr(const char *text)
{
    return strstr(text, "?OTR") != NULL;
}
