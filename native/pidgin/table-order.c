/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* strcasestr */
#include "table-order.h"

#include <string.h>

static gboolean
contains(const char *cell, const char *folded)
{
    char *cell_folded;
    gboolean found;

    if (g_str_is_ascii(folded))
        return strcasestr(cell, folded) != NULL;
    cell_folded = g_utf8_casefold(cell, -1);
    found = strstr(cell_folded, folded) != NULL;
    g_free(cell_folded);
    return found;
}

gboolean
otr_row_contains(const char *const *row, int n_columns, const char *folded)
{
    gboolean found = *folded == '\0';

    for (int column = 1; column < n_columns && !found; column++)
        found = contains(row[column], folded);
    return found;
}

/* One row, with what it is compared by. */
typedef struct {
    char *key;
    int row;
} Placed;

static int
compare(gconstpointer one, gconstpointer other, gpointer sign)
{
    const Placed *a = one, *b = other;
    const int order = strcmp(a->key, b->key);

    /* rows that are alike keep the order in which they came */
    return order != 0 ? order * *(int *) sign : a->row - b->row;
}

/* The language's own order is dear, and of no use for fingerprints, dates and most names. */
static char *
sort_key(const char *cell, gboolean ascii)
{
    char *folded, *key;

    if (ascii)
        return g_ascii_strdown(cell, -1);
    folded = g_utf8_casefold(cell, -1);
    key = g_utf8_collate_key(folded, -1);
    g_free(folded);
    return key;
}

static gboolean
are_ascii(const int *rows, int n_rows, const char *const *cells, int step)
{
    for (int i = 0; i < n_rows; i++)
        if (!g_str_is_ascii(cells[(gsize) rows[i] * (gsize) step]))
            return FALSE;
    return TRUE;
}

void
otr_rows_sort(int *rows, int n_rows, const char *const *cells, int step, int sign)
{
    Placed *placed = g_new(Placed, (gsize) n_rows + 1);
    const gboolean ascii = are_ascii(rows, n_rows, cells, step);

    for (int i = 0; i < n_rows; i++)
        placed[i] = (Placed){sort_key(cells[(gsize) rows[i] * (gsize) step], ascii), rows[i]};
    g_qsort_with_data(placed, n_rows, sizeof *placed, compare, &sign);
    for (int i = 0; i < n_rows; i++) {
        rows[i] = placed[i].row;
        g_free(placed[i].key);
    }
    g_free(placed);
}
