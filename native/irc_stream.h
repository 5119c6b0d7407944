/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one connection sends to its IRC server, made harmless line by line. Pure, so that it is tested without
   libpurple. */
#ifndef OTR_IRC_STREAM_H
#define OTR_IRC_STREAM_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct OtrIrcStream OtrIrcStream;

/* TRUE: the line (without its end) may go. */
typedef gboolean (*OtrIrcJudge)(const char *line, gpointer data);

OtrIrcStream *otr_irc_stream_new(void);
void otr_irc_stream_free(OtrIrcStream *stream);

/* Overwrites what must not go, byte for byte: libpurple takes a text that has become shorter (or NULL) for one
   that was sent in part, and sends the rest of the old one again, for ever. TRUE: something was overwritten. */
gboolean otr_irc_stream_filter(OtrIrcStream *stream, char *text, OtrIrcJudge judge, gpointer data);

G_END_DECLS

#endif
