/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One of several, in a configuration page. */
#ifndef OTR_PIDGIN_CHOICE_H
#define OTR_PIDGIN_CHOICE_H

#include "items.h"

#include <gtk/gtk.h>

/* Puts the caption and the box for item `at` and the options after it into `row`; returns the box. */
GtkWidget *otr_choice_new(GtkBox *row, const OtrItems *items, size_t at);

/* The id of the chosen option, or NULL. */
const char *otr_choice_get(GtkWidget *combo);

/* Chooses the option with that id; none when there is no such option. */
void otr_choice_set(GtkWidget *combo, const char *id);

#endif
