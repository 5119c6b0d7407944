/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "contact_key.h"
#include "irc_line.h"
#include "irc_stream.h"
#include "own_traffic.h"
#include "protection.h"
#include "uncovered.h"
#include "wire_gate.h"
#include "withheld.h"

static GHashTable *streams; /* PurpleConnection * → OtrIrcStream * */

static OtrIrcStream *
stream_of(PurpleConnection *connection)
{
    if (streams == NULL)
        streams = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)otr_irc_stream_free);
    OtrIrcStream *stream = g_hash_table_lookup(streams, connection);
    if (stream == NULL) {
        stream = otr_irc_stream_new();
        g_hash_table_insert(streams, connection, stream);
    }
    return stream;
}

void
otr_irc_gate_forget(PurpleConnection *connection)
{
    if (streams == NULL)
        return;
    if (connection != NULL)
        g_hash_table_remove(streams, connection);
    else
        g_hash_table_remove_all(streams);
}

/* The words of a line without what only programs read: "\001ACTION waves\001" is "/me waves". */
static char *
words(const char *body)
{
    const char *action = "\001ACTION ";
    char *text = g_str_has_prefix(body, action) ? g_strconcat("/me ", body + strlen(action), NULL) : g_strdup(body);

    g_strdelimit(text, "\001", ' ');
    return g_strchomp(text);
}

static void
tell(PurpleAccount *account, const char *nick, const OtrIrcLine *line)
{
    char *text = words(line->body);

    /* nobody wrote a reply of the program's: it is dropped without a word */
    if (line->kind != OTR_IRC_REPLY)
        otr_withheld_add(account, nick, text);
    g_free(text);
}

static gboolean
is_own(PurpleAccount *account, const OtrIrcLine *line)
{
    if (line->people[0] == NULL || line->people[1] != NULL)
        return FALSE;
    char *contact = otr_contact_key(account, line->people[0]);
    const gboolean own = otr_own_traffic_take(contact, line->body);
    g_free(contact);
    return own;
}

static gboolean
is_agreed_file(PurpleAccount *account, const char *nick, const OtrIrcLine *line)
{
    return line->kind == OTR_IRC_FILE && otr_uncovered_take_file(account, nick);
}

/* One reading of a line. */
static gboolean
may_go(PurpleAccount *account, const char *text)
{
    OtrIrcLine line = otr_irc_line_parse(text, strlen(text));
    const char *protected_nick = NULL;

    if (!is_own(account, &line)) {
        for (char **nick = line.people; *nick != NULL && protected_nick == NULL; nick++)
            if (otr_protection_covers(account, *nick) && !is_agreed_file(account, *nick, &line))
                protected_nick = *nick;
        if (protected_nick != NULL)
            tell(account, protected_nick, &line);
    }
    otr_irc_line_clear(&line);
    return protected_nick == NULL;
}

/* The line in UTF-8, if it is written in the account's own encoding; NULL otherwise. */
static char *
decoded(PurpleAccount *account, const char *line)
{
    char **encodings = g_strsplit(purple_account_get_string(account, "encoding", "UTF-8"), ",", 2);
    char *text = NULL;

    if (encodings[0] != NULL && g_ascii_strcasecmp(encodings[0], "UTF-8") != 0)
        text = g_convert(line, -1, "UTF-8", encodings[0], NULL, NULL, NULL);
    g_strfreev(encodings);
    return text;
}

/* OtrIrcJudge: a line that can be read in two ways goes only if it may in both. */
static gboolean
judge(const char *line, gpointer account)
{
    char *other = decoded(account, line);
    gboolean goes = other == NULL || may_go(account, other);

    if (goes && (other == NULL || strcmp(line, other) != 0)) {
        char *text = purple_utf8_salvage(line);
        goes = may_go(account, text);
        g_free(text);
    }
    g_free(other);
    return goes;
}

static void
append_line(const char *contact, const char *text, gpointer lines)
{
    g_string_append_printf(lines, "PRIVMSG %s :%s\r\n", strrchr(contact, '\n') + 1, text);
}

/* libpurple says good-bye to the server at once, and throws away what is in its queue: also what the engine has
   just sent to say that private conversations end. A text that has become longer is no harm. */
static void
send_before(PurpleAccount *account, char **text)
{
    char *contacts = otr_contact_key_prefix(account);
    GString *lines = g_string_new("");

    otr_own_traffic_take_all(contacts, append_line, lines);
    g_string_append(lines, *text);
    g_free(*text);
    *text = g_string_free(lines, FALSE);
    g_free(contacts);
}

void
otr_irc_gate_sending(PurpleConnection *connection, char **text, gpointer unused)
{
    PurpleAccount *account = purple_connection_get_account(connection);

    (void)unused;
    if (*text == NULL)
        return;
    otr_irc_stream_filter(stream_of(connection), *text, judge, account);
    if (g_str_has_prefix(*text, "QUIT "))
        send_before(account, text);
}
