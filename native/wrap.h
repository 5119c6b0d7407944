/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running text in lines that a terminal can show: Finch's windows break what is longer in the middle of a
   word, or let it run out of the window. */
#ifndef OTR_WRAP_H
#define OTR_WRAP_H

#include <glib.h>

G_BEGIN_DECLS

/* Columns inside a window's frame, on a terminal of 80. */
#define OTR_COLUMNS 74

/* Turns blanks of UTF-8 text into newlines so that lines are no longer than `columns`, as far as words are
   not longer themselves. */
void otr_wrap(char *text, int columns);

/* The same for the user interface that we are in: Pidgin breaks lines by itself. */
void otr_wrap_for_ui(char *text);

G_END_DECLS

#endif
