/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command.h"

#include "engine_life.h"
#include "text.h"

static PurpleCmdId command;

static PurpleCmdRet
run(PurpleConversation *conversation, const char *word, char **arguments, char **error, void *unused)
{
    (void)conversation;
    (void)word;
    (void)arguments;
    (void)unused;
    *error = otr_engine_health() == OTR_HEALTH_STARTING
                 ? g_strdup_printf("%s %s", _("Private messaging is not ready."), _("Try again in a moment."))
                 : g_strdup(_("Private messaging is not working."));
    return PURPLE_CMD_RET_FAILED;
}

void
otr_command_register(void)
{
    /* "wrong" arguments are allowed so that a bare /otr arrives too */
    const PurpleCmdFlag flags = PURPLE_CMD_FLAG_IM | PURPLE_CMD_FLAG_ALLOW_WRONG_ARGS;

    if (command == 0)
        command = purple_cmd_register(
            "otr", "s", PURPLE_CMD_P_PLUGIN, flags, NULL, run,
            _("otr &lt;command&gt;:  Private messaging. “/otr help” lists the commands."), NULL);
}

void
otr_command_unregister(void)
{
    if (command != 0)
        purple_cmd_unregister(command);
    command = 0;
}
