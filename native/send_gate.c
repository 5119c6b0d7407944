/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "send_gate.h"

#include <string.h>

#include "outgoing.h"
#include "prefs.h"
#include "protection.h"
#include "uncovered.h"
#include "wire_gate.h"

/* A protocol's own functions, while ours stand in front of them. Each may be NULL. */
typedef struct {
    int (*send_im)(PurpleConnection *connection, const char *who, const char *text, PurpleMessageFlags flags);
    int (*send_raw)(PurpleConnection *connection, const char *text, int length);
    unsigned (*send_typing)(PurpleConnection *connection, const char *who, PurpleTypingState state);
    void (*send_file)(PurpleConnection *connection, const char *who, const char *file);
    gboolean (*send_attention)(PurpleConnection *connection, const char *who, guint type);
    gboolean (*initiate_media)(PurpleAccount *account, const char *who, PurpleMediaSessionType type);
} Own;

#define EACH_FUNCTION(DO)                                                                                         \
    DO(send_im) DO(send_raw) DO(send_typing) DO(send_file) DO(send_attention) DO(initiate_media)

static GHashTable *protocols; /* PurplePluginProtocolInfo * → Own * */
static gboolean is_open;

static const Own *
own_of(PurpleConnection *connection)
{
    return g_hash_table_lookup(protocols, PURPLE_PLUGIN_PROTOCOL_INFO(purple_connection_get_prpl(connection)));
}

static int
send_im(PurpleConnection *connection, const char *who, const char *text, PurpleMessageFlags flags)
{
    PurpleAccount *account = purple_connection_get_account(connection);
    const Own *own = own_of(connection);

    if (!is_open || !otr_protection_covers(account, who) || otr_outgoing_claim(account, who, text))
        return own->send_im(connection, who, text, flags);
    char *goes = g_strdup(text);
    otr_outgoing_judge(account, who, &goes, flags);
    const int result = goes == NULL ? 0 : own->send_im(connection, who, goes, flags);
    g_free(goes);
    return result;
}

static int
send_raw(PurpleConnection *connection, const char *text, int length)
{
    char *copy = length < 0 ? g_strdup(text) : g_strndup(text, (gsize)length);
    const gboolean goes = !is_open || otr_wire_gate_raw_may_go(connection, copy);
    /* to the caller it looks as if it had been sent: otherwise some would try again */
    const int sent = (int)strlen(copy);

    g_free(copy);
    return goes ? own_of(connection)->send_raw(connection, text, length) : sent;
}

static unsigned
send_typing(PurpleConnection *connection, const char *who, PurpleTypingState state)
{
    if (is_open && !otr_prefs_get(OTR_PREF_TYPING) &&
        otr_protection_covers(purple_connection_get_account(connection), who))
        return 0; /* do not ask again soon */
    return own_of(connection)->send_typing(connection, who, state);
}

static void
send_file(PurpleConnection *connection, const char *who, const char *file)
{
    const OtrUncovered what = {.kind = OTR_FILE, .file = file};

    if (!is_open || otr_uncovered_may_go(purple_connection_get_account(connection), who, &what))
        own_of(connection)->send_file(connection, who, file);
}

static gboolean
send_attention(PurpleConnection *connection, const char *who, guint type)
{
    const OtrUncovered what = {.kind = OTR_ATTENTION, .code = type};

    return (!is_open || otr_uncovered_may_go(purple_connection_get_account(connection), who, &what)) &&
           own_of(connection)->send_attention(connection, who, type);
}

static gboolean
initiate_media(PurpleAccount *account, const char *who, PurpleMediaSessionType type)
{
    const OtrUncovered what = {.kind = OTR_CALL, .code = type};

    return (!is_open || otr_uncovered_may_go(account, who, &what)) &&
           own_of(purple_account_get_connection(account))->initiate_media(account, who, type);
}

static void
step_in_front(PurplePlugin *plugin)
{
    if (plugin->info->type != PURPLE_PLUGIN_PROTOCOL)
        return;
    PurplePluginProtocolInfo *protocol = PURPLE_PLUGIN_PROTOCOL_INFO(plugin);
    if (g_hash_table_contains(protocols, protocol))
        return;
    Own *own = g_new0(Own, 1);
    g_hash_table_insert(protocols, protocol, own);
#define TAKE(function)                                                                                            \
    if (PURPLE_PROTOCOL_PLUGIN_HAS_FUNC(protocol, function)) {                                                    \
        own->function = protocol->function;                                                                      \
        protocol->function = function;                                                                           \
    }
    EACH_FUNCTION(TAKE)
#undef TAKE
}

/* FALSE: somebody who has stepped in front of us goes on calling us. Then we stay, and let everything pass. */
static gboolean
step_back(gpointer key, gpointer value, gpointer unused)
{
    PurplePluginProtocolInfo *protocol = key;
    const Own *own = value;

    (void)unused;
#define CHECK(function)                                                                                           \
    if (own->function != NULL && protocol->function != function)                                                  \
        return FALSE;
    EACH_FUNCTION(CHECK)
#undef CHECK
#define GIVE_BACK(function)                                                                                       \
    if (own->function != NULL)                                                                                    \
        protocol->function = own->function;
    EACH_FUNCTION(GIVE_BACK)
#undef GIVE_BACK
    return TRUE;
}

static void
plugin_loaded(PurplePlugin *plugin, gpointer unused)
{
    (void)unused;
    step_in_front(plugin);
}

void
otr_send_gate_open(PurplePlugin *plugin)
{
    if (protocols == NULL)
        protocols = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    is_open = TRUE;
    for (GList *each = purple_plugins_get_protocols(); each != NULL; each = each->next)
        step_in_front(each->data);
    purple_signal_connect(purple_plugins_get_handle(), "plugin-load", plugin, PURPLE_CALLBACK(plugin_loaded),
                          NULL);
}

void
otr_send_gate_close(void)
{
    is_open = FALSE;
    otr_uncovered_close();
    g_hash_table_foreach_remove(protocols, step_back, NULL);
}
