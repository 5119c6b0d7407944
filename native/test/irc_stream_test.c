/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whatever way a line takes to the socket, no word of a refused one gets there, and no length changes. */
#include "irc_stream.h"

#include <string.h>

#include "irc_line.h"

#define SECRET "attack-at-dawn"

/* Lines to bob must not go. */
static gboolean
judge(const char *text, gpointer count)
{
    OtrIrcLine line = otr_irc_line_parse(text, strlen(text));
    const gboolean goes = !g_strv_contains((const char *const *)line.people, "bob");

    otr_irc_line_clear(&line);
    ++*(int *)count;
    return goes;
}

static char *
filtered(OtrIrcStream *stream, const char *text)
{
    char *copy = g_strdup(text);
    int count = 0;

    otr_irc_stream_filter(stream, copy, judge, &count);
    g_assert_cmpuint(strlen(copy), ==, strlen(text));
    return copy;
}

static void
expect(OtrIrcStream *stream, const char *text, const char *expected)
{
    char *got = filtered(stream, text);

    g_assert_cmpstr(got, ==, expected);
    g_free(got);
}

static void
leaves_what_may_go(void)
{
    OtrIrcStream *stream = otr_irc_stream_new();

    expect(stream, "PRIVMSG carol :hello bob\r\n", "PRIVMSG carol :hello bob\r\n");
    expect(stream, "PING 1\r\n", "PING 1\r\n");
    expect(stream, "", "");
    expect(stream, "\r\n", "\r\n");
    otr_irc_stream_free(stream);
}

static void
overwrites_each_refused_line(void)
{
    OtrIrcStream *stream = otr_irc_stream_new();

    expect(stream, "PRIVMSG bob :hi\r\n", "PING :---------\r\n");
    expect(stream, "NICK a\nPRIVMSG bob :hi\rNICK b\r\n", "NICK a\nPING :---------\rNICK b\r\n");
    expect(stream, "A bob c\r\n", "PING :-\r\n");
    otr_irc_stream_free(stream);
}

/* A socket takes a part: libpurple comes back with the rest of the *old* text. */
static void
overwrites_the_rest_of_a_refused_line(void)
{
    const char *line = "PRIVMSG bob :" SECRET "\r\n";

    for (size_t sent = 1; sent < strlen(line); sent++) {
        OtrIrcStream *stream = otr_irc_stream_new();
        char *first = filtered(stream, line);
        char *rest = filtered(stream, line + sent);
        g_assert_true(g_str_has_prefix(first, "PING :---"));
        g_assert_cmpstr(rest, ==, first + sent);
        g_free(rest);
        expect(stream, "PING 1\r\n", "PING 1\r\n");
        g_free(first);
        otr_irc_stream_free(stream);
    }
}

/* A raw line may come in any pieces. */
static void
overwrites_a_line_in_pieces(void)
{
    const char *line = "PRIVMSG bob :" SECRET "\r\n";

    for (size_t cut = 1; cut < strlen(line) - 2; cut++) {
        OtrIrcStream *stream = otr_irc_stream_new();
        char *begin = g_strndup(line, cut);
        char *first = filtered(stream, begin);
        char *second = filtered(stream, line + cut);
        char *both = g_strconcat(first, second, NULL);
        g_assert_null(strstr(both, "dawn"));
        g_assert_null(strstr(both, "attack"));
        expect(stream, "PRIVMSG carol :hi\r\n", "PRIVMSG carol :hi\r\n");
        g_free(both);
        g_free(second);
        g_free(first);
        g_free(begin);
        otr_irc_stream_free(stream);
    }
}

static void
is_bounded(void)
{
    OtrIrcStream *stream = otr_irc_stream_new();
    char *piece = g_strnfill(60000, 'x');

    for (int i = 0; i < 100; i++)
        expect(stream, piece, piece);
    expect(stream, "\r\nPRIVMSG bob :hi\r\n", "\r\nPING :---------\r\n");
    g_free(piece);
    otr_irc_stream_free(stream);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/irc-stream/leaves-what-may-go", leaves_what_may_go);
    g_test_add_func("/irc-stream/overwrites-each-refused-line", overwrites_each_refused_line);
    g_test_add_func("/irc-stream/overwrites-the-rest", overwrites_the_rest_of_a_refused_line);
    g_test_add_func("/irc-stream/overwrites-pieces", overwrites_a_line_in_pieces);
    g_test_add_func("/irc-stream/is-bounded", is_bounded);
    return g_test_run();
}
