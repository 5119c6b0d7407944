/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <purple.h>

#include <dlfcn.h>
#include <string.h>

#include "core.h"
#include "workload.h"

#define TEXT "a message as people write them"
enum { MESSAGES = 20000, TURN = 10 /* messages of one side before the other one writes */ };

static struct {
    PurpleConversation *alice, *bob; /* each one's window to the other */
    void (*done)(const char *part);
    guint part;       /* of `parts`: the one that is running or comes next */
    gboolean running;
    int sent, shown;
} load;

typedef struct {
    char *who, *text;
} Packet;

static PurpleAccount *
account(const char *name)
{
    return purple_accounts_find(name, TEST_PROTOCOL);
}

static gboolean
deliver(gpointer data)
{
    Packet *packet = data;
    const gboolean to_bob = strcmp(packet->who, "bob") == 0;
    PurpleConnection *connection = purple_account_get_connection(account(to_bob ? "bob" : "alice"));

    if (connection != NULL)
        serv_got_im(connection, to_bob ? "alice" : "bob", packet->text, PURPLE_MESSAGE_RECV, time(NULL));
    g_free(packet->who);
    g_free(packet->text);
    g_free(packet);
    return G_SOURCE_REMOVE;
}

/* What one account sends, the other one receives, in the main loop's next turn. */
static void
carry(const char *kind, const char *who, const char *text)
{
    Packet *packet = g_new(Packet, 1);

    (void)kind;
    *packet = (Packet){g_strdup(who), g_strdup(text)};
    g_idle_add_full(G_PRIORITY_DEFAULT, deliver, packet, NULL);
}

static PurpleConversation *
meet(const char *name, const char *other)
{
    PurpleAccount *made = purple_account_new(name, TEST_PROTOCOL);

    purple_accounts_add(made);
    purple_account_set_enabled(made, purple_core_get_ui(), TRUE);
    if (!purple_account_is_connected(made))
        purple_account_connect(made);
    return purple_conversation_new(PURPLE_CONV_TYPE_IM, made, other);
}

static void
command(PurpleConversation *conversation, const char *line)
{
    char *error = NULL;

    if (purple_cmd_do_command(conversation, line, line, &error) != PURPLE_CMD_STATUS_OK)
        g_printerr("workload: %s: %s\n", line, error);
    g_free(error);
}

static void
make_keys(void)
{
    command(load.alice, "otr genkey");
    command(load.bob, "otr genkey");
}

static void
exchange_keys(void)
{
    command(load.alice, "otr start");
}

static void
ask(void)
{
    command(load.alice, "otr question \"Where did we meet?\" in the park");
}

static void
answer(void)
{
    command(load.bob, "otr answer in the park");
}

static gboolean
say(gpointer unused)
{
    const gboolean is_alices = load.sent / TURN % 2 == 0;

    (void)unused;
    purple_conv_im_send(PURPLE_CONV_IM(is_alices ? load.alice : load.bob), TEXT);
    return ++load.sent < MESSAGES;
}

static gboolean next_part(gpointer unused);

/* What a window takes for its lines is the same with and without us: nothing is shown. */
static gboolean
count_instead(PurpleAccount *receiver, const char *who, char **text, PurpleConversation *conversation,
              PurpleMessageFlags flags)
{
    (void)receiver;
    (void)who;
    (void)conversation;
    if ((flags & PURPLE_MESSAGE_RECV) && strstr(*text, TEXT) != NULL && ++load.shown == MESSAGES)
        next_part(NULL);
    return TRUE;
}

static void
talk(void)
{
    void *(*windows)(void) = (void *(*)(void))dlsym(RTLD_DEFAULT, "pidgin_conversations_get_handle");

    purple_signal_connect(windows(), "displaying-im-msg", &load, PURPLE_CALLBACK(count_instead), NULL);
    g_idle_add(say, NULL);
}

/* Each begins when the one before has had its time; the last one when all has arrived. The longest steps are
   taken three times: what somebody else's work makes of them is not ours. */
static const struct {
    const char *name;
    void (*begin)(void);
    guint seconds;
} parts[] = {{"key_generation", make_keys, 5},
             {"key_exchange", exchange_keys, 3},
             {"question", ask, 3},
             {"answer", answer, 4},
             {"question", ask, 3},
             {"answer", answer, 4},
             {"question", ask, 3},
             {"answer", answer, 4},
             {"messages", talk, 0}};

static gboolean
next_part(gpointer unused)
{
    (void)unused;
    load.done(load.running ? parts[load.part++].name : "preparation");
    load.running = load.part < G_N_ELEMENTS(parts);
    if (!load.running) {
        load.done(NULL);
        return G_SOURCE_REMOVE;
    }
    parts[load.part].begin();
    if (parts[load.part].seconds > 0)
        g_timeout_add_seconds(parts[load.part].seconds, next_part, NULL);
    return G_SOURCE_REMOVE;
}

void
workload_begin(gboolean private, void (*done)(const char *part))
{
    load.done = done;
    load.part = private ? 0 : G_N_ELEMENTS(parts) - 1;
    purple_prefs_set_bool("/purple/logging/log_ims", FALSE);
    purple_prefs_set_string("/pidgin/sound/method", "none");
    test_protocol_register(carry);
    purple_plugins_probe(G_MODULE_SUFFIX); /* takes it in */
    load.alice = meet("alice", "bob");
    load.bob = meet("bob", "alice");
    g_timeout_add_seconds(2, next_part, NULL);
}
