/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `/otr` in one-to-one conversations. */
#include <purple.h>

#include "arguments.h"
#include "call.h"
#include "state.h"
#include "text.h"

namespace bridge
{

namespace
{

PurpleCmdId command;

PurpleCmdRet
Run(PurpleConversation *conversation, const char *, char **arguments, char **error, void *)
{
    PurpleAccount *account = purple_conversation_get_account(conversation);
    PurpleCmdRet result = PURPLE_CMD_RET_OK;
    const bool answered = Call(
        "command",
        [&](Napi::Env env) {
            return Texts(env, {purple_account_get_protocol_id(account), purple_account_get_username(account),
                               purple_conversation_get_name(conversation), arguments[0]});
        },
        [&](Napi::Value value) {
            if (value.IsString()) {
                /* plain text; libpurple writes it as markup */
                *error = g_markup_escape_text(Text(value).c_str(), -1);
                result = PURPLE_CMD_RET_FAILED;
            }
        });

    if (answered)
        return result;
    *error = g_strdup(_("Private messaging is not working."));
    return PURPLE_CMD_RET_FAILED;
}

} // namespace

void
RegisterCommand()
{
    /* "wrong" arguments are allowed so that a bare /otr arrives too */
    const int flags = PURPLE_CMD_FLAG_IM | PURPLE_CMD_FLAG_ALLOW_WRONG_ARGS;

    command = purple_cmd_register(
        "otr", "s", PURPLE_CMD_P_PLUGIN, static_cast<PurpleCmdFlag>(flags), nullptr, PURPLE_CMD_FUNC(Run),
        _("otr &lt;command&gt;:  Private messaging. “/otr help” lists the commands."), nullptr);
}

void
UnregisterCommand()
{
    purple_cmd_unregister(command);
}

} // namespace bridge
