/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "table-model.h"

#include "table-order.h"

#include <string.h>

typedef struct {
    GObject parent;
    char *text;         /* the rows, cut into cells by NULs */
    const char **cells; /* n_columns of each row */
    int n_columns, n_rows;
    int *shown; /* numbers of rows, in the order in which they are shown */
    int n_shown;
} OtrTableModel;

typedef GObjectClass OtrTableModelClass;

static void tree_model_init(GtkTreeModelIface *iface);
static GType otr_table_model_get_type(void);

G_DEFINE_TYPE_WITH_CODE(OtrTableModel, otr_table_model, G_TYPE_OBJECT,
                        G_IMPLEMENT_INTERFACE(GTK_TYPE_TREE_MODEL, tree_model_init))

static OtrTableModel *
self_of(gpointer model)
{
    return G_TYPE_CHECK_INSTANCE_CAST(model, otr_table_model_get_type(), OtrTableModel);
}

static GtkTreeModelFlags
get_flags(GtkTreeModel *model)
{
    (void) model;
    return GTK_TREE_MODEL_LIST_ONLY | GTK_TREE_MODEL_ITERS_PERSIST;
}

static int
get_n_columns(GtkTreeModel *model)
{
    return self_of(model)->n_columns;
}

static GType
get_column_type(GtkTreeModel *model, int column)
{
    (void) model;
    (void) column;
    return G_TYPE_STRING;
}

/* An iterator holds the place among the rows shown. */
static gboolean
place_iter(GtkTreeModel *model, GtkTreeIter *iter, int place)
{
    *iter = (GtkTreeIter){.stamp = 1, .user_data = GINT_TO_POINTER(place)};
    if (place >= 0 && place < self_of(model)->n_shown)
        return TRUE;
    iter->stamp = 0;
    return FALSE;
}

static gboolean
get_iter(GtkTreeModel *model, GtkTreeIter *iter, GtkTreePath *path)
{
    return place_iter(model, iter, gtk_tree_path_get_indices(path)[0]);
}

static GtkTreePath *
get_path(GtkTreeModel *model, GtkTreeIter *iter)
{
    (void) model;
    return gtk_tree_path_new_from_indices(GPOINTER_TO_INT(iter->user_data), -1);
}

static void
get_value(GtkTreeModel *model, GtkTreeIter *iter, int column, GValue *value)
{
    OtrTableModel *self = self_of(model);
    const int row = self->shown[GPOINTER_TO_INT(iter->user_data)];

    g_value_init(value, G_TYPE_STRING);
    g_value_set_static_string(value, self->cells[row * self->n_columns + column]);
}

static gboolean
iter_next(GtkTreeModel *model, GtkTreeIter *iter)
{
    return place_iter(model, iter, GPOINTER_TO_INT(iter->user_data) + 1);
}

static gboolean
iter_nth_child(GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *parent, int n)
{
    return place_iter(model, iter, parent == NULL ? n : -1);
}

static gboolean
iter_children(GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *parent)
{
    return iter_nth_child(model, iter, parent, 0);
}

static gboolean
iter_has_child(GtkTreeModel *model, GtkTreeIter *iter)
{
    (void) model;
    (void) iter;
    return FALSE;
}

static int
iter_n_children(GtkTreeModel *model, GtkTreeIter *iter)
{
    return iter == NULL ? self_of(model)->n_shown : 0;
}

static gboolean
iter_parent(GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *child)
{
    (void) child;
    return place_iter(model, iter, -1);
}

static void
tree_model_init(GtkTreeModelIface *iface)
{
    iface->get_flags = get_flags;
    iface->get_n_columns = get_n_columns;
    iface->get_column_type = get_column_type;
    iface->get_iter = get_iter;
    iface->get_path = get_path;
    iface->get_value = get_value;
    iface->iter_next = iter_next;
    iface->iter_children = iter_children;
    iface->iter_has_child = iter_has_child;
    iface->iter_n_children = iter_n_children;
    iface->iter_nth_child = iter_nth_child;
    iface->iter_parent = iter_parent;
}

static void
finalize(GObject *object)
{
    OtrTableModel *self = self_of(object);

    g_free(self->text);
    g_free(self->cells);
    g_free(self->shown);
    G_OBJECT_CLASS(otr_table_model_parent_class)->finalize(object);
}

static void
otr_table_model_class_init(OtrTableModelClass *class)
{
    class->finalize = finalize;
}

static void
otr_table_model_init(OtrTableModel *self)
{
    (void) self;
}

static int
count_rows(const char *text)
{
    int rows = *text == '\0' ? 0 : 1;

    for (const char *at = strchr(text, '\n'); at != NULL; at = strchr(at + 1, '\n'))
        rows++;
    return rows;
}

/* Cuts one line into its cells; those that are missing are empty. Returns the next line. */
static char *
cut_row(char *line, const char **cells, int n_columns)
{
    char *end = line + strcspn(line, "\n");
    char *next = *end == '\0' ? end : end + 1;

    *end = '\0';
    for (int i = 0; i < n_columns; i++) {
        char *tab = line + strcspn(line, "\t");

        cells[i] = line;
        line = *tab == '\0' ? tab : tab + 1;
        *tab = '\0';
    }
    return next;
}

GtkTreeModel *
otr_table_model_new(const char *rows, int n_columns)
{
    OtrTableModel *self = g_object_new(otr_table_model_get_type(), NULL);
    char *line;

    line = self->text = g_strdup(rows);
    self->n_columns = n_columns;
    self->n_rows = count_rows(rows);
    self->cells = g_new(const char *, (gsize) self->n_rows * (gsize) n_columns + 1);
    self->shown = g_new(int, (gsize) self->n_rows + 1);
    for (int i = 0; i < self->n_rows; i++)
        line = cut_row(line, self->cells + (gsize)i * (gsize)n_columns, n_columns);
    otr_table_model_arrange(GTK_TREE_MODEL(self), "", 0, 0);
    return GTK_TREE_MODEL(self);
}

void
otr_table_model_arrange(GtkTreeModel *model, const char *words, int column, int sign)
{
    OtrTableModel *self = self_of(model);
    char *folded = g_utf8_casefold(words, -1);

    self->n_shown = 0;
    for (int row = 0; row < self->n_rows; row++)
        if (otr_row_contains(self->cells + (gsize) row * (gsize) self->n_columns, self->n_columns, folded))
            self->shown[self->n_shown++] = row;
    if (sign != 0)
        otr_rows_sort(self->shown, self->n_shown, self->cells + column, self->n_columns, sign);
    g_free(folded);
}

const char *
otr_table_model_longest(GtkTreeModel *model, int column)
{
    OtrTableModel *self = self_of(model);
    const char *longest = "";
    glong length = 0;

    for (int row = 0; row < self->n_rows; row++) {
        const char *cell = self->cells[row * self->n_columns + column];
        const glong own = g_utf8_strlen(cell, -1);

        if (own > length) {
            longest = cell;
            length = own;
        }
    }
    return longest;
}
