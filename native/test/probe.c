/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plugin for the end-to-end tests: inside a running Pidgin it sends texts by every way that leads past the
   conversation. Lines of the pipe that OTR_PROBE names, "verb WHO TEXT":

   command WHO LINE      LINE as typed after the slash, in the conversation with WHO
   direct WHO TEXT       serv_send_im, as other plugins do
   auto WHO TEXT         the same, marked as an auto-reply
   pounce WHO TEXT       a buddy pounce that sends TEXT
   raw WHO TEXT          the protocol's send_raw; WHO does not count
   stanza WHO XML        the way of plugins for XMPP
   typing WHO -  file WHO PATH  attention WHO -
   online - 0|1          the account goes offline or comes back
   preference PATH 0|1
   plugin ID 0|1                      it is unloaded or loaded

   And OTR_PROBE_STALLS names a file that gets a line whenever the main loop has been busy for longer than a
   millisecond, between one wait and the next: "since wall cpu", the monotonic clock in seconds, and the time
   it took in milliseconds by the clock and on the processor. The latter does not count what other programs
   of a busy machine take away. */
#include <purple.h> /* first: it decides what PURPLE_INIT_PLUGIN means */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static FILE *stalls;
static double awake_since, awake_cpu;

static PurpleAccount *
account(void)
{
    return purple_accounts_get_all()->data;
}

static void
pounce(const char *who, const char *text)
{
    PurplePounce *one = purple_pounce_new(purple_core_get_ui(), account(), who, PURPLE_POUNCE_AWAY,
                                          PURPLE_POUNCE_OPTION_NONE);

    purple_pounce_action_register(one, "send-message");
    purple_pounce_action_set_enabled(one, "send-message", TRUE);
    purple_pounce_action_set_attribute(one, "send-message", "message", text);
    purple_pounce_execute(account(), who, PURPLE_POUNCE_AWAY);
}

static void
command(const char *who, const char *line)
{
    PurpleConversation *conversation = purple_conversation_new(PURPLE_CONV_TYPE_IM, account(), who);
    char *markup = g_markup_escape_text(line, -1);
    char *error = NULL;

    purple_cmd_do_command(conversation, line, markup, &error);
    g_free(error);
    g_free(markup);
}

static void
raw(PurpleConnection *connection, const char *text)
{
    char *line = g_strconcat(text, "\r\n", NULL);

    PURPLE_PLUGIN_PROTOCOL_INFO(purple_connection_get_prpl(connection))->send_raw(connection, line, -1);
    g_free(line);
}

static void
stanza(PurpleConnection *connection, const char *text)
{
    xmlnode *node = xmlnode_from_str(text, -1);
    xmlnode *made = node;

    purple_signal_emit(purple_connection_get_prpl(connection), "jabber-sending-xmlnode", connection, &node);
    xmlnode_free(made);
}

static void
switch_plugin(const char *id, gboolean on)
{
    PurplePlugin *plugin = purple_plugins_find_with_id(id);

    if (plugin != NULL && on)
        purple_plugin_load(plugin);
    else if (plugin != NULL)
        purple_plugin_unload(plugin);
}

static void
send(PurpleConnection *connection, const char *verb, const char *who, const char *text)
{
    if (g_str_equal(verb, "direct"))
        serv_send_im(connection, who, text, (PurpleMessageFlags)0);
    else if (g_str_equal(verb, "auto"))
        serv_send_im(connection, who, text, PURPLE_MESSAGE_AUTO_RESP);
    else if (g_str_equal(verb, "raw"))
        raw(connection, text);
    else if (g_str_equal(verb, "stanza"))
        stanza(connection, text);
    else if (g_str_equal(verb, "typing"))
        serv_send_typing(connection, who, PURPLE_TYPING);
    else if (g_str_equal(verb, "file"))
        serv_send_file(connection, who, text);
    else if (g_str_equal(verb, "attention"))
        purple_prpl_send_attention(connection, who, 0);
}

static void
obey(const char *verb, const char *who, const char *text)
{
    PurpleConnection *connection = purple_account_get_connection(account());

    if (g_str_equal(verb, "online"))
        purple_account_set_enabled(account(), purple_core_get_ui(), atoi(text) != 0);
    else if (g_str_equal(verb, "preference"))
        purple_prefs_set_bool(who, atoi(text) != 0);
    else if (g_str_equal(verb, "plugin"))
        switch_plugin(who, atoi(text) != 0);
    else if (g_str_equal(verb, "command"))
        command(who, text);
    else if (g_str_equal(verb, "pounce"))
        pounce(who, text);
    else if (connection != NULL && PURPLE_CONNECTION_IS_CONNECTED(connection))
        send(connection, verb, who, text);
}

static gboolean
readable(GIOChannel *pipe, GIOCondition condition, gpointer unused)
{
    char *line = NULL;

    (void)condition;
    (void)unused;
    while (g_io_channel_read_line(pipe, &line, NULL, NULL, NULL) == G_IO_STATUS_NORMAL) {
        char **words = g_strsplit(g_strchomp(line), " ", 3);
        if (g_strv_length(words) == 3)
            obey(words[0], words[1], words[2]);
        g_strfreev(words);
        g_free(line);
    }
    return G_SOURCE_CONTINUE;
}

static double
seconds(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

/* The main loop waits: what came before, since it waited last, is one turn of it. */
static gint
measured_poll(GPollFD *fds, guint n_fds, gint timeout)
{
    const double wall = (seconds(CLOCK_MONOTONIC) - awake_since) * 1e3;
    const double cpu = (seconds(CLOCK_THREAD_CPUTIME_ID) - awake_cpu) * 1e3;

    if (awake_since > 0 && wall > 1) {
        fprintf(stalls, "%.6f %.3f %.3f\n", awake_since, wall, cpu);
        fflush(stalls);
    }
    const gint ready = g_poll(fds, n_fds, timeout);
    awake_since = seconds(CLOCK_MONOTONIC);
    awake_cpu = seconds(CLOCK_THREAD_CPUTIME_ID);
    return ready;
}

static void
measure(void)
{
    const char *path = g_getenv("OTR_PROBE_STALLS");

    stalls = path == NULL ? NULL : fopen(path, "ae");
    if (stalls != NULL)
        g_main_context_set_poll_func(NULL, measured_poll);
}

static gboolean
load(PurplePlugin *plugin)
{
    const char *path = g_getenv("OTR_PROBE");
    /* for writing too: otherwise the pipe ends whenever nobody writes to it */
    const int fd = path == NULL ? -1 : open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);

    (void)plugin;
    if (fd == -1)
        return FALSE;
    GIOChannel *pipe = g_io_channel_unix_new(fd);
    g_io_channel_set_flags(pipe, G_IO_FLAG_NONBLOCK, NULL);
    g_io_add_watch(pipe, G_IO_IN, readable, NULL);
    measure();
    return TRUE;
}

static PurplePluginInfo info = {
    .magic = PURPLE_PLUGIN_MAGIC,
    .major_version = PURPLE_MAJOR_VERSION,
    .type = PURPLE_PLUGIN_STANDARD,
    .id = "core-otrts-probe",
    .name = "Probe of the tests",
    .version = "1",
    .load = load,
};

static void
init(PurplePlugin *plugin)
{
    (void)plugin;
}

PURPLE_INIT_PLUGIN(otr_probe, init, info)
