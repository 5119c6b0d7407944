/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libpurple's signals and preference changes, told to JavaScript by name. */
#include <purple.h>

#include "call.h"
#include "state.h"

namespace bridge
{

namespace
{

void
TellOfConversation(const char *handler, PurpleConversation *conversation)
{
    PurpleAccount *account = purple_conversation_get_account(conversation);

    if (purple_conversation_get_type(conversation) == PURPLE_CONV_TYPE_IM)
        Tell(handler, {purple_account_get_protocol_id(account), purple_account_get_username(account),
                       purple_conversation_get_name(conversation)});
}

void
ConversationCreated(PurpleConversation *conversation)
{
    TellOfConversation("conversationCreated", conversation);
}

void
ConversationDeleted(PurpleConversation *conversation)
{
    TellOfConversation("conversationDeleted", conversation);
}

void
TellOfConnection(const char *handler, PurpleConnection *connection)
{
    PurpleAccount *account = purple_connection_get_account(connection);

    Tell(handler, {purple_account_get_protocol_id(account), purple_account_get_username(account)});
}

void
SignedOn(PurpleConnection *connection)
{
    TellOfConnection("signedOn", connection);
}

void
SigningOff(PurpleConnection *connection)
{
    TellOfConnection("signingOff", connection);
}

void
SignedOff(PurpleConnection *connection)
{
    TellOfConnection("signedOff", connection);
}

void
AccountsChanged()
{
    Tell("accountsChanged", {});
}

void
TellOfBuddy(const char *handler, PurpleBuddy *buddy)
{
    PurpleAccount *account = purple_buddy_get_account(buddy);

    Tell(handler, {purple_account_get_protocol_id(account), purple_account_get_username(account),
                   purple_buddy_get_name(buddy)});
}

void
BuddySignedOn(PurpleBuddy *buddy)
{
    TellOfBuddy("buddySignedOn", buddy);
}

void
BuddySignedOff(PurpleBuddy *buddy)
{
    TellOfBuddy("buddySignedOff", buddy);
}

void
PrefChanged(const char *path, PurplePrefType, gconstpointer, gpointer)
{
    if (!TheState()->settingPreference)
        Tell("prefChanged", {path});
}

} // namespace

void *
SignalHandle()
{
    static int handle;
    return &handle;
}

void
ConnectSignals()
{
    const struct {
        void *instance;
        const char *name;
        PurpleCallback callback;
    } signals[] = {
        {purple_conversations_get_handle(), "conversation-created", PURPLE_CALLBACK(ConversationCreated)},
        {purple_conversations_get_handle(), "deleting-conversation", PURPLE_CALLBACK(ConversationDeleted)},
        {purple_connections_get_handle(), "signed-on", PURPLE_CALLBACK(SignedOn)},
        {purple_connections_get_handle(), "signing-off", PURPLE_CALLBACK(SigningOff)},
        {purple_connections_get_handle(), "signed-off", PURPLE_CALLBACK(SignedOff)},
        {purple_accounts_get_handle(), "account-added", PURPLE_CALLBACK(AccountsChanged)},
        {purple_accounts_get_handle(), "account-removed", PURPLE_CALLBACK(AccountsChanged)},
        {purple_blist_get_handle(), "buddy-signed-on", PURPLE_CALLBACK(BuddySignedOn)},
        {purple_blist_get_handle(), "buddy-signed-off", PURPLE_CALLBACK(BuddySignedOff)},
    };

    for (const auto &signal : signals)
        purple_signal_connect(signal.instance, signal.name, SignalHandle(), signal.callback, nullptr);
    WatchLogs();
    for (const char *folder : {"/OTR", "/plugins/core/otr-ts"}) {
        purple_prefs_add_none(folder);
        purple_prefs_connect_callback(SignalHandle(), folder, PrefChanged, nullptr);
    }
}

void
DisconnectSignals()
{
    purple_signals_disconnect_by_handle(SignalHandle());
    purple_prefs_disconnect_by_handle(SignalHandle());
}

} // namespace bridge
