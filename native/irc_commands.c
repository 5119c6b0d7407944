/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "irc_commands.h"

#include "lookup.h"
#include "protection.h"
#include "text.h"

static PurpleCmdId commands[2];

static PurpleCmdRet
say(PurpleConversation *here, const char *command, char **arguments, char **error, void *unused)
{
    PurpleAccount *account = purple_conversation_get_account(here);

    (void)error;
    (void)unused;
    if (!otr_protection_covers(account, arguments[0]))
        return PURPLE_CMD_RET_CONTINUE; /* the protocol's own command is next */
    PurpleConversation *there = otr_lookup_or_open(purple_account_get_protocol_id(account),
                                                   purple_account_get_username(account), arguments[0]);
    if (there == NULL)
        return PURPLE_CMD_RET_CONTINUE;
    if (purple_strequal(command, "query"))
        purple_conversation_present(there);
    char *html = g_markup_escape_text(arguments[1], -1);
    purple_conv_im_send(PURPLE_CONV_IM(there), html);
    g_free(html);
    return PURPLE_CMD_RET_OK;
}

void
otr_irc_commands_register(void)
{
    const char *const names[] = {"msg", "query"};
    const char *const help[] = {
        _("msg &lt;nick&gt; &lt;message&gt;:  Encrypted where the conversation is private."),
        _("query &lt;nick&gt; &lt;message&gt;:  Encrypted where the conversation is private."),
    };
    const int flags = PURPLE_CMD_FLAG_IM | PURPLE_CMD_FLAG_CHAT | PURPLE_CMD_FLAG_PRPL_ONLY;

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        commands[i] = purple_cmd_register(names[i], "ws", PURPLE_CMD_P_PLUGIN, (PurpleCmdFlag)flags, "prpl-irc",
                                          PURPLE_CMD_FUNC(say), help[i], NULL);
}

void
otr_irc_commands_unregister(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        purple_cmd_unregister(commands[i]);
}
