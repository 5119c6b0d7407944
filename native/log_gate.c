/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "log_gate.h"

#include "engine_life.h"
#include "prefs.h"
#include "protection.h"

/*
 * Before a line is shown and logged. A buddy pounce, for one, is written as sent before any gate can hold it. The
 * log stays closed for as long as the window is open: an engine that comes later takes that for the person's choice,
 * and opens no log by itself.
 */
static gboolean
writing_im(PurpleAccount *account, const char *who, char **text, PurpleConversation *conversation,
           PurpleMessageFlags flags, gpointer unused)
{
    (void)who; /* the one who writes, or NULL */
    (void)text;
    (void)flags;
    (void)unused;
    if (otr_engine_health() != OTR_HEALTH_READY && purple_conversation_is_logging(conversation) &&
        otr_prefs_get(OTR_PREF_AVOID_LOGGING) &&
        otr_protection_covers(account, purple_conversation_get_name(conversation)))
        purple_conversation_set_logging(conversation, FALSE);
    return FALSE;
}

void
otr_log_gate_connect(PurplePlugin *plugin)
{
    purple_signal_connect(purple_conversations_get_handle(), "writing-im-msg", plugin, PURPLE_CALLBACK(writing_im),
                          NULL);
}
