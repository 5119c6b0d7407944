/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The OTR messages that the engine has made and the wire has not seen yet. What the wire sees and is not among
   them did not come out of the engine, whatever it looks like. Bounded; the oldest goes first. */
#ifndef OTR_OWN_TRAFFIC_H
#define OTR_OWN_TRAFFIC_H

#include <glib.h>

G_BEGIN_DECLS

enum { OTR_OWN_TRAFFIC_BYTES = 4 * 1024 * 1024 };

/* `text` is on its way to `contact` (otr_contact_key). FALSE, and nothing is kept: it is not of OTR's form. */
gboolean otr_own_traffic_add(const char *contact, const char *text);

/* Whether `text` is on its way to `contact`. */
gboolean otr_own_traffic_holds(const char *contact, const char *text);

/* The wire is about to carry `piece`: a message, or the next part of one that the protocol has cut. FALSE: it is
   not one of the engine's. Blanks do not count: protocols add and take them. */
gboolean otr_own_traffic_take(const char *contact, const char *piece);

/* Takes all whole messages of a session that are on their way to contacts whose key starts like this, oldest first. */
void otr_own_traffic_take_all(const char *prefix,
                              void (*visit)(const char *contact, const char *text, gpointer data), gpointer data);

/* Forgets everything for contacts whose key starts like this: what was on its way is lost. */
void otr_own_traffic_forget(const char *prefix);

G_END_DECLS

#endif
