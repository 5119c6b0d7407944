/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of text that a person types, masked or not, with what is wrong with them beside them. */
#ifndef OTR_PIDGIN_ENTRY_H
#define OTR_PIDGIN_ENTRY_H

#include "items.h"

#include <gtk/gtk.h>

/* Puts caption, field and problem into `row`; returns the field. */
GtkWidget *otr_entry_new(GtkBox *row, const OtrItem *item);

/* Brings the problem up to date, and the text where the engine's has changed: what was typed stays. */
void otr_entry_set(GtkWidget *entry, const OtrItem *before, const OtrItem *now);

#endif
