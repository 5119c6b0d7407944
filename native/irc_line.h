/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line that a client sends to an IRC server: to whom it would bring text. Pure, so that it is tested without
   libpurple. */
#ifndef OTR_IRC_LINE_H
#define OTR_IRC_LINE_H

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
    OTR_IRC_TEXT = 0, /* a person's words, as far as one can know */
    OTR_IRC_REPLY,    /* a program's own answer to a question of another program (CTCP) */
    OTR_IRC_FILE      /* the offer of a file (DCC) */
} OtrIrcKind;

/* Line feeds and what follows them do not belong to the line. */
typedef struct {
    OtrIrcKind kind;
    char **people; /* nicks, never rooms; empty when nobody gets text */
    char *body;    /* the text, "" when there is none */
} OtrIrcLine;

/* Takes the line apart; otr_irc_line_clear() frees. */
OtrIrcLine otr_irc_line_parse(const char *line, size_t length);
void otr_irc_line_clear(OtrIrcLine *line);

/* As many bytes of something that says nothing and that every server takes. */
char *otr_irc_line_nothing(size_t length);

G_END_DECLS

#endif
