/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the plugin itself tells the person, engine or not. Reasons are plain text, texts are HTML. */
#ifndef OTR_NOTICE_H
#define OTR_NOTICE_H

#include <glib.h>

/* A line of our own in the conversation (opened if need be); nothing of it is logged. */
void otr_notice_line(const char *protocol, const char *username, const char *who, const char *reason);

/* The same with a text of the person's that has not been sent. */
void otr_notice_unsent(const char *protocol, const char *username, const char *who, const char *reason,
                       const char *text);

/* Gives `text`, which was not sent, back to the person: into the entry, or where there is none into a
   line. `reason` NULL: the engine has said why. Signature of OtrHost.hand_back. */
void otr_notice_hand_back(const char *protocol, const char *username, const char *who, const char *text,
                          const char *reason);

/* A window: `primary` is one sentence, `secondary` (may be NULL) the rest. */
void otr_notice_window(const char *primary, const char *secondary);

#endif
