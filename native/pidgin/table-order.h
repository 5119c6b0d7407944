/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which rows of a table are shown, and in which order. */
#ifndef OTR_PIDGIN_TABLE_ORDER_H
#define OTR_PIDGIN_TABLE_ORDER_H

#include <glib.h>

/* Whether a cell, but for the first one, holds these words (case-folded; "": every row). */
gboolean otr_row_contains(const char *const *row, int n_columns, const char *folded);

/* Sorts numbers of rows by the cells at cells[number * step], as people of this language do; sign -1: downwards. */
void otr_rows_sort(int *rows, int n_rows, const char *const *cells, int step, int sign);

#endif
