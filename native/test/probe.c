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
   preference PATH 0|1 */
#include <purple.h> /* first: it decides what PURPLE_INIT_PLUGIN means */

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

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
