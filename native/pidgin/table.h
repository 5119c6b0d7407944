/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of which any number can be selected, sorted by a click on a column, searched by typing. */
#ifndef OTR_PIDGIN_TABLE_H
#define OTR_PIDGIN_TABLE_H

#include "items.h"

#include <gtk/gtk.h>

/* Puts the search field and the table for item `at` and the columns after it into `page`; returns the table. */
GtkWidget *otr_table_new(GtkBox *page, const OtrItems *items, size_t at);

/* Other rows; what is selected, sought and sorted by stays so. */
void otr_table_set(GtkWidget *table, const char *rows);

#endif
