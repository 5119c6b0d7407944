/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "irc_stream.h"

#include <string.h>

#include "irc_line.h"

#define LINE_ENDS "\r\n"

/* Servers cut lines at 512 bytes; what follows so late belongs to no message any more. */
enum { LONGEST_LINE = 16 * 1024 };

struct OtrIrcStream {
    GString *open;    /* the beginning of a line whose end has not come yet */
    char *original;   /* the last text, if anything in it was overwritten */
    char *overwritten;
};

OtrIrcStream *
otr_irc_stream_new(void)
{
    OtrIrcStream *stream = g_new0(OtrIrcStream, 1);

    stream->open = g_string_new("");
    return stream;
}

static void
forget_last(OtrIrcStream *stream)
{
    g_clear_pointer(&stream->original, g_free);
    g_clear_pointer(&stream->overwritten, g_free);
}

void
otr_irc_stream_free(OtrIrcStream *stream)
{
    forget_last(stream);
    g_string_free(stream->open, TRUE);
    g_free(stream);
}

/* Whether the last text was overwritten and `text` is its end: the socket took only a part of it. */
static gboolean
overwrite_rest(const OtrIrcStream *stream, char *text)
{
    if (stream->original == NULL || !g_str_has_suffix(stream->original, text))
        return FALSE;
    memcpy(text, stream->overwritten + strlen(stream->original) - strlen(text), strlen(text));
    return TRUE;
}

static void
overwrite(char *part, size_t length, gboolean begins_line)
{
    if (begins_line) {
        char *nothing = otr_irc_line_nothing(length);
        memcpy(part, nothing, length);
        g_free(nothing);
    } else {
        memset(part, ' ', length); /* the beginning has left already */
    }
}

/* The part of a line that this text brings; FALSE: it was overwritten. */
static gboolean
filter_part(OtrIrcStream *stream, char *part, size_t length, OtrIrcJudge judge, gpointer data)
{
    const gboolean begins_line = stream->open->len == 0;

    g_string_append_len(stream->open, part, (gssize)length);
    if (length == 0 || judge(stream->open->str, data))
        return TRUE;
    overwrite(part, length, begins_line);
    return FALSE;
}

gboolean
otr_irc_stream_filter(OtrIrcStream *stream, char *text, OtrIrcJudge judge, gpointer data)
{
    gboolean changed = FALSE;

    if (overwrite_rest(stream, text))
        return TRUE;
    forget_last(stream);
    char *original = g_strdup(text);
    for (char *part = text; *part != '\0';) {
        const size_t length = strcspn(part, LINE_ENDS);
        if (!filter_part(stream, part, length, judge, data))
            changed = TRUE;
        part += length;
        if (*part != '\0')
            g_string_truncate(stream->open, 0);
        part += strspn(part, LINE_ENDS);
    }
    if (stream->open->len > LONGEST_LINE)
        g_string_truncate(stream->open, LONGEST_LINE);
    if (changed) {
        stream->original = original;
        stream->overwritten = g_strdup(text);
    } else {
        g_free(original);
    }
    return changed;
}
