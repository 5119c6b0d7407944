/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages that came or were typed while Node starts (some 150 ms), kept in order, bounded. */
#ifndef OTR_WAITING_H
#define OTR_WAITING_H

#include <glib.h>

G_BEGIN_DECLS

enum { OTR_WAITING_LIMIT = 256 };

typedef struct {
    gboolean incoming;
    const char *protocol, *username, *who;
    const char *text;
    unsigned flags; /* PurpleMessageFlags */
    gint64 when;    /* seconds since 1970 */
} OtrMessage;

/* Keeps a copy. FALSE when the queue is full: the caller decides as if there were no engine. */
gboolean otr_waiting_add(const OtrMessage *message);

/* Shows each to `visit`, oldest first; they stay. */
void otr_waiting_each(void (*visit)(const OtrMessage *message));

/* Takes everything out, oldest first, and gives each to `release`; what is added meanwhile stays. */
void otr_waiting_release(void (*release)(const OtrMessage *message));

G_END_DECLS

#endif
