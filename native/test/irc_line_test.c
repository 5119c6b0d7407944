/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who gets text by a line: RFC 2812 §2.3.1 and §3, CTCP, and what servers add to them. */
#include "irc_line.h"

#include <string.h>

static const struct {
    const char *line, *people, *body;
    OtrIrcKind kind;
} table[] = {
    {"PRIVMSG bob :hello there", "bob", "hello there", OTR_IRC_TEXT},
    {"privmsg bob :hello", "bob", "hello", OTR_IRC_TEXT},
    {"NOTICE bob :hello", "bob", "hello", OTR_IRC_TEXT},
    {"PRIVMSG bob hello", "bob", "hello", OTR_IRC_TEXT},
    {"PRIVMSG  bob   :hello", "bob", "hello", OTR_IRC_TEXT},
    {"  PRIVMSG bob :hello", "bob", "hello", OTR_IRC_TEXT},
    {":alice PRIVMSG bob :hello", "bob", "hello", OTR_IRC_TEXT},
    {":alice!a@h PRIVMSG bob :hello", "bob", "hello", OTR_IRC_TEXT},
    {"PRIVMSG bob,carol :hello", "bob carol", "hello", OTR_IRC_TEXT},
    {"PRIVMSG #room,bob :hello", "bob", "hello", OTR_IRC_TEXT},
    {"PRIVMSG bob!b@host :hello", "bob", "hello", OTR_IRC_TEXT},
    {"PRIVMSG bob@irc.example.org :hello", "bob", "hello", OTR_IRC_TEXT},
    {"PRIVMSG bob%host :hello", "bob", "hello", OTR_IRC_TEXT},
    {"PRIVMSG @bob :hello", "bob", "hello", OTR_IRC_TEXT},
    {"PRIVMSG bob ::)", "bob", ":)", OTR_IRC_TEXT},
    {"PRIVMSG bob :\001ACTION waves\001", "bob", "\001ACTION waves\001", OTR_IRC_TEXT},
    {"PRIVMSG bob :\001VERSION\001", "bob", "\001VERSION\001", OTR_IRC_TEXT},
    {"NOTICE bob :\001VERSION Purple IRC\001", "bob", "\001VERSION Purple IRC\001", OTR_IRC_REPLY},
    {"PRIVMSG bob :\001DCC SEND a.txt 1 2 3\001", "bob", "\001DCC SEND a.txt 1 2 3\001", OTR_IRC_FILE},
    {"CPRIVMSG bob #room :hello", "bob", "hello", OTR_IRC_TEXT},
    {"CNOTICE bob #room :hello", "bob", "hello", OTR_IRC_TEXT},
    {"WHISPER #room bob :hello", "bob", "hello", OTR_IRC_TEXT},
    {"SQUERY bob :hello", "bob", "hello", OTR_IRC_TEXT},
    {"UNHEARDOF bob :hello", "bob", "hello", OTR_IRC_TEXT},
    {"@+draft/x=hello TAGMSG bob", "bob", "+draft/x=hello", OTR_IRC_TEXT},
    {"@+x=1 PRIVMSG bob :?OTR:AAMD.", "bob ?OTR:AAMD.", "+x=1", OTR_IRC_TEXT},
    /* nobody */
    {"", "", "", OTR_IRC_TEXT},
    {"   ", "", "", OTR_IRC_TEXT},
    {":alice", "", "", OTR_IRC_TEXT},
    {"PRIVMSG", "", "", OTR_IRC_TEXT},
    {"PRIVMSG bob", "", "bob", OTR_IRC_TEXT},
    {"PRIVMSG #room :hello bob", "", "hello bob", OTR_IRC_TEXT},
    {"PRIVMSG @#room :hello bob", "", "hello bob", OTR_IRC_TEXT},
    {"PRIVMSG &room,+room,!room :hello", "", "hello", OTR_IRC_TEXT},
    {"JOIN #room key", "", "", OTR_IRC_TEXT},
    {"WHOIS bob bob", "", "", OTR_IRC_TEXT},
    {"ISON :bob carol", "", "", OTR_IRC_TEXT},
    {"NickServ :identify bob secret", "", "", OTR_IRC_TEXT},
    {"KICK #room bob :reason", "", "", OTR_IRC_TEXT},
    {"PING :bob", "", "", OTR_IRC_TEXT},
};

static void
follows_the_table(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        OtrIrcLine line = otr_irc_line_parse(table[i].line, strlen(table[i].line));
        char *people = g_strjoinv(" ", line.people);
        g_test_message("%s", table[i].line);
        g_assert_cmpstr(people, ==, table[i].people);
        g_assert_cmpstr(line.body, ==, table[i].body);
        g_assert_cmpint(line.kind, ==, table[i].kind);
        g_free(people);
        otr_irc_line_clear(&line);
    }
}

static void
ends_where_it_is_told(void)
{
    OtrIrcLine line = otr_irc_line_parse("PRIVMSG bob :hello\r\nPRIVMSG carol :x", strlen("PRIVMSG bob :hello"));

    g_assert_cmpstr(line.body, ==, "hello");
    otr_irc_line_clear(&line);
}

/* A server takes it, nobody reads it, and it is exactly as long as what it stands for. */
static void
says_nothing_at_any_length(void)
{
    for (size_t length = 0; length < 600; length++) {
        char *nothing = otr_irc_line_nothing(length);
        OtrIrcLine line = otr_irc_line_parse(nothing, length);
        g_assert_cmpuint(strlen(nothing), ==, length);
        g_assert_null(line.people[0]);
        g_assert_true(length <= 6 || g_str_has_prefix(nothing, "PING :-"));
        otr_irc_line_clear(&line);
        g_free(nothing);
    }
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/irc-line/follows-the-table", follows_the_table);
    g_test_add_func("/irc-line/ends-where-it-is-told", ends_where_it_is_told);
    g_test_add_func("/irc-line/says-nothing-at-any-length", says_nothing_at_any_length);
    return g_test_run();
}
