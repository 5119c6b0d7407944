/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of a table, as a GtkTreeModel over one piece of text: nothing is copied a cell at a time, so that
   tens of thousands of rows cost milliseconds. */
#ifndef OTR_PIDGIN_TABLE_MODEL_H
#define OTR_PIDGIN_TABLE_MODEL_H

#include <gtk/gtk.h>

/* Rows are lines, cells are separated by tabs; column 0 is the row's id. */
GtkTreeModel *otr_table_model_new(const char *rows, int n_columns);

/* Only rows in which a cell contains `words`, whatever the case, in the order of a column; ascending if
   `sign` is 1, descending if it is -1, as they came if it is 0. To be called while no view shows the model. */
void otr_table_model_arrange(GtkTreeModel *model, const char *words, int column, int sign);

/* The longest text of a column, in characters; "" when there are no rows. */
const char *otr_table_model_longest(GtkTreeModel *model, int column);

#endif
