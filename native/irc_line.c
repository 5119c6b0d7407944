/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "irc_line.h"

#include <string.h>

#define NOTHING "PING :"

/* RFC 2812 §3 and what servers add to it: these bring no text to a person. Of any other command each parameter
   but the last may name somebody. */
static const char *const silent[] = {
    "ADMIN",    "AUTHENTICATE", "AWAY",   "CAP",     "CHANSERV", "CONNECT",  "CS",       "DIE",    "ERROR",
    "HELP",     "HOSTSERV",     "HS",     "INFO",    "INVITE",   "ISON",     "JOIN",     "KICK",   "KILL",
    "KNOCK",    "LINKS",        "LIST",   "LUSERS",  "METADATA", "MODE",     "MONITOR",  "MOTD",   "NAMES",
    "NICK",     "NICKSERV",     "NS",     "OPER",    "OPERSERV", "OPERWALL", "OS",       "PART",   "PASS",
    "PING",     "PONG",         "QUIT",   "REHASH",  "REMOVE",   "RESTART",  "SERVLIST", "SILENCE", "SQUIT",
    "STARTTLS", "STATS",        "SUMMON", "TIME",    "TOPIC",    "TRACE",    "USER",     "USERHOST", "USERS",
    "VERSION",  "WALLOPS",      "WATCH",  "WEBIRC",  "WHO",      "WHOIS",    "WHOWAS",
};

static gboolean
is_silent(const char *command)
{
    for (size_t i = 0; i < G_N_ELEMENTS(silent); i++)
        if (g_ascii_strcasecmp(command, silent[i]) == 0)
            return TRUE;
    return FALSE;
}

/* The next word, cut out of *rest; NULL when there is none. */
static char *
next_word(char **rest)
{
    char *word = *rest + strspn(*rest, " ");

    if (*word == '\0')
        return NULL;
    *rest = word + strcspn(word, " ");
    if (**rest != '\0')
        *(*rest)++ = '\0';
    return word;
}

/* The next parameter: behind a colon it is all that is left. */
static char *
next_parameter(char **rest)
{
    char *word = *rest + strspn(*rest, " ");

    if (*word != ':')
        return next_word(rest);
    *rest = word + strlen(word);
    return word + 1;
}

/* "@tags :prefix COMMAND parameters" without tags and prefix; *tags is "" when there are none. */
static char *
next_command(char **rest, const char **tags)
{
    char *word = next_word(rest);

    *tags = "";
    if (word != NULL && *word == '@') {
        *tags = word + 1;
        word = next_word(rest);
    }
    if (word != NULL && *word == ':')
        word = next_word(rest);
    return word;
}

/* A target as RFC 2812 §2.3.1 has it ("nick!user@host", "nick@server", "user%host"), and "@nick" of some
   servers. NULL: a room. */
static char *
nick_of(const char *target)
{
    const char *nick = target + strspn(target, "@%+~&");

    if (*target == '&' || *target == '+' || *nick == '#' || *nick == '!')
        return NULL;
    return g_strndup(nick, strcspn(nick, "!@%"));
}

static void
add_people(GPtrArray *people, const char *targets)
{
    char **each = g_strsplit(targets, ",", -1);

    for (size_t i = 0; each[i] != NULL; i++) {
        char *nick = nick_of(each[i]);
        if (nick != NULL && *nick != '\0')
            g_ptr_array_add(people, nick);
        else
            g_free(nick);
    }
    g_strfreev(each);
}

static OtrIrcKind
kind_of(const char *command, const char *body)
{
    if (g_str_has_prefix(body, "\001DCC SEND "))
        return OTR_IRC_FILE;
    if (*body == '\001' && g_ascii_strcasecmp(command, "NOTICE") == 0)
        return OTR_IRC_REPLY;
    return OTR_IRC_TEXT;
}

static void
read_message(OtrIrcLine *line, GPtrArray *people, const char *command, char *rest)
{
    char *last = next_parameter(&rest);

    for (char *next = last; next != NULL;) {
        last = next;
        next = next_parameter(&rest);
        if (next != NULL)
            add_people(people, last);
    }
    line->body = g_strdup(last == NULL ? "" : last);
    line->kind = kind_of(command, line->body);
}

OtrIrcLine
otr_irc_line_parse(const char *text, size_t length)
{
    GPtrArray *people = g_ptr_array_new();
    OtrIrcLine line = {OTR_IRC_TEXT, NULL, NULL};
    char *copy = g_strndup(text, length);
    char *rest = copy;
    const char *tags;
    const char *command = next_command(&rest, &tags);

    if (command != NULL && *tags != '\0' && !is_silent(command)) {
        /* tags carry text too, and then even the last parameter is a name ("TAGMSG") */
        for (char *each = next_parameter(&rest); each != NULL; each = next_parameter(&rest))
            add_people(people, each);
        line.body = g_strdup(tags);
    } else if (command != NULL && !is_silent(command)) {
        read_message(&line, people, command, rest);
    }
    if (line.body == NULL)
        line.body = g_strdup("");
    g_ptr_array_add(people, NULL);
    line.people = (char **)g_ptr_array_free(people, FALSE);
    g_free(copy);
    return line;
}

void
otr_irc_line_clear(OtrIrcLine *line)
{
    g_strfreev(line->people);
    g_free(line->body);
}

char *
otr_irc_line_nothing(size_t length)
{
    char *line = g_strnfill(length, length > strlen(NOTHING) ? '-' : ' ');

    if (length > strlen(NOTHING))
        memcpy(line, NOTHING, strlen(NOTHING));
    return line;
}
