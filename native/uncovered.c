/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "uncovered.h"

#include "contact_key.h"
#include "lookup.h"
#include "prefs.h"
#include "protection.h"
#include "text.h"

/* Something to be done, kept until the person has answered. */
typedef struct {
    OtrUncovered what;
    char *protocol, *username, *who, *file;
} Deed;

static int handle;               /* its address is the handle of the windows */
static GSList *asked;            /* Deed *: a window that is closed by its frame says nothing */
static const Deed *agreed;       /* is being done: not to be asked about again */
static GHashTable *agreed_files; /* keys of contacts → how many offers may still go */

static void
free_deed(Deed *deed)
{
    g_free(deed->protocol);
    g_free(deed->username);
    g_free(deed->who);
    g_free(deed->file);
    g_free(deed);
}

static void
allow_file(PurpleAccount *account, const char *who)
{
    char *contact = otr_contact_key(account, who);

    if (agreed_files == NULL)
        agreed_files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const gsize count = GPOINTER_TO_SIZE(g_hash_table_lookup(agreed_files, contact));
    g_hash_table_replace(agreed_files, contact, GSIZE_TO_POINTER(count + 1));
}

gboolean
otr_uncovered_take_file(PurpleAccount *account, const char *who)
{
    if (!otr_prefs_get(OTR_PREF_WARN))
        return TRUE;
    char *contact = otr_contact_key(account, who);
    const gsize count =
        agreed_files == NULL ? 0 : GPOINTER_TO_SIZE(g_hash_table_lookup(agreed_files, contact));
    if (count > 0)
        g_hash_table_replace(agreed_files, g_strdup(contact), GSIZE_TO_POINTER(count - 1));
    g_free(contact);
    return count > 0;
}

static void
carry_out(const Deed *deed)
{
    PurpleConnection *connection = otr_lookup_connection(deed->protocol, deed->username);

    if (connection == NULL)
        return;
    agreed = deed;
    switch (deed->what.kind) {
    case OTR_FILE:
        serv_send_file(connection, deed->who, deed->file);
        break;
    case OTR_ATTENTION:
        purple_prpl_send_attention(connection, deed->who, deed->what.code);
        break;
    case OTR_CALL:
        purple_prpl_initiate_media(purple_connection_get_account(connection), deed->who,
                                   (PurpleMediaSessionType)deed->what.code);
    }
    agreed = NULL;
}

static void
cancel(Deed *deed, int action)
{
    (void)action;
    asked = g_slist_remove(asked, deed);
    free_deed(deed);
}

static void
go_on(Deed *deed, int action)
{
    carry_out(deed);
    cancel(deed, action);
}

static const char *
warning(OtrUncoveredKind kind)
{
    switch (kind) {
    case OTR_FILE:
        return _("Files are not protected by the private conversation.");
    case OTR_CALL:
        return _("Calls are not protected by the private conversation.");
    default:
        return _("A request for attention is not protected by the private conversation.");
    }
}

static void
ask(PurpleAccount *account, Deed *deed)
{
    PurpleConversation *conversation = otr_lookup_conversation(deed->protocol, deed->username, deed->who);
    char *consequence = g_strdup_printf(
        _("It would go to %s without OTR: others may be able to read it, or to notice it."), deed->who);

    purple_request_action(&handle, _("Off-the-Record Messaging"), warning(deed->what.kind), consequence, 1,
                          account, deed->who, conversation, deed, 2, _("Go on _without protection"),
                          G_CALLBACK(go_on), _("_Cancel"), G_CALLBACK(cancel));
    g_free(consequence);
    asked = g_slist_prepend(asked, deed);
}

gboolean
otr_uncovered_may_go(PurpleAccount *account, const char *who, const OtrUncovered *what)
{
    const gboolean goes =
        agreed != NULL || !otr_prefs_get(OTR_PREF_WARN) || !otr_protection_covers(account, who);

    if (!goes) {
        Deed *deed = g_new(Deed, 1);
        *deed = (Deed){*what, g_strdup(purple_account_get_protocol_id(account)),
                       g_strdup(purple_account_get_username(account)), g_strdup(who), g_strdup(what->file)};
        ask(account, deed);
    } else if (what->kind == OTR_FILE && agreed != NULL) {
        allow_file(account, who);
    }
    return goes;
}

void
otr_uncovered_close(void)
{
    purple_request_close_with_handle(&handle);
    g_slist_free_full(asked, (GDestroyNotify)free_deed);
    asked = NULL;
}
