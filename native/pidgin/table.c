/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "table.h"

#include "labels.h"
#include "report.h"
#include "table-model.h"

#include <string.h>

#define TABLE_DATA "otr-table"

enum { FEWEST_ROWS = 5, MOST_ROWS = 12, WIDEST = 420, CELL_EDGE = 24, ROW_EDGE = 6, SEARCH_GAP = 12 };

typedef struct {
    char *rows;
    char *words; /* what is sought */
    int column;  /* what it is sorted by, if sign is not 0 */
    int sign;
    int n_columns; /* with that of the ids */
} Table;

static void
free_table(gpointer data)
{
    Table *table = data;

    g_free(table->rows);
    g_free(table->words);
    g_free(table);
}

static Table *
table_of(GtkWidget *view)
{
    return g_object_get_data(G_OBJECT(view), TABLE_DATA);
}

static void
add_id(GtkTreeModel *model, GtkTreePath *path, GtkTreeIter *iter, gpointer ids)
{
    char *id;

    (void) path;
    gtk_tree_model_get(model, iter, 0, &id, -1);
    g_ptr_array_add(ids, id);
}

/* The ids of the selected rows, one a line. */
static char *
selected_ids(GtkTreeSelection *selection)
{
    GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
    char *lines;

    gtk_tree_selection_selected_foreach(selection, add_id, ids);
    g_ptr_array_add(ids, NULL);
    lines = g_strjoinv("\n", (char **) ids->pdata);
    g_ptr_array_free(ids, TRUE);
    return lines;
}

static void
selection_changed(GtkTreeSelection *selection, GtkWidget *view)
{
    char *ids = selected_ids(selection);

    otr_report(view, ids);
    g_free(ids);
}

static void
select_again(GtkTreeView *view, const char *lines)
{
    GtkTreeModel *model = gtk_tree_view_get_model(view);
    GHashTable *wanted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    char **ids = g_strsplit(lines, "\n", -1);
    GtkTreeIter iter;

    for (char **id = ids; *id != NULL; id++)
        g_hash_table_insert(wanted, g_strdup(*id), NULL);
    for (gboolean more = *lines != '\0' && gtk_tree_model_get_iter_first(model, &iter); more;
         more = gtk_tree_model_iter_next(model, &iter)) {
        char *id;

        gtk_tree_model_get(model, &iter, 0, &id, -1);
        if (g_hash_table_lookup_extended(wanted, id, NULL, NULL))
            gtk_tree_selection_select_iter(gtk_tree_view_get_selection(view), &iter);
        g_free(id);
    }
    g_strfreev(ids);
    g_hash_table_destroy(wanted);
}

/* A column as wide as its longest text: with one height for all rows, GTK does not measure by itself. */
static int
fit_column(GtkTreeView *view, GtkTreeModel *model, int number)
{
    GtkTreeViewColumn *column = gtk_tree_view_get_column(view, number - 1);
    const char *texts[] = {gtk_tree_view_column_get_title(column), otr_table_model_longest(model, number)};
    int widest = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        PangoLayout *layout = gtk_widget_create_pango_layout(GTK_WIDGET(view), texts[i]);
        int width;

        pango_layout_get_pixel_size(layout, &width, NULL);
        widest = MAX(widest, width);
        g_object_unref(layout);
    }
    widest = MIN(widest, WIDEST) + CELL_EDGE;
    gtk_tree_view_column_set_fixed_width(column, widest);
    return widest;
}

/* Room for the rows that there are, and their headings. */
static int
fit_height(GtkTreeView *view, GtkTreeModel *model)
{
    PangoLayout *line = gtk_widget_create_pango_layout(GTK_WIDGET(view), "X");
    const int rows = gtk_tree_model_iter_n_children(model, NULL);
    int height;

    pango_layout_get_pixel_size(line, NULL, &height);
    g_object_unref(line);
    return (height + ROW_EDGE) * (CLAMP(rows, FEWEST_ROWS, MOST_ROWS) + 1);
}

static void
fit(GtkTreeView *view, GtkTreeModel *model)
{
    GtkWidget *scroller = gtk_widget_get_parent(GTK_WIDGET(view));
    /* less than a page may take (scroller.c), by what stands around it there */
    const int widest = gdk_screen_get_width(gtk_widget_get_screen(scroller)) * 9 / 10;
    int width = CELL_EDGE;

    for (int i = 1; i < gtk_tree_model_get_n_columns(model); i++)
        width += fit_column(view, model, i);
    gtk_widget_set_size_request(scroller, MIN(width, widest), fit_height(view, model));
}

/* Shows the rows as they are to be arranged. */
static void
arrange(GtkWidget *view, gboolean new_rows)
{
    Table *table = table_of(view);
    GtkTreeView *tree = GTK_TREE_VIEW(view);
    char *selected = selected_ids(gtk_tree_view_get_selection(tree));
    GtkTreeModel *model = gtk_tree_view_get_model(tree);
    char *now;

    otr_report_hush();
    model = new_rows ? otr_table_model_new(table->rows, table->n_columns) : g_object_ref(model);
    gtk_tree_view_set_model(tree, NULL);
    otr_table_model_arrange(model, table->words, table->column, table->sign);
    if (new_rows)
        fit(tree, model);
    gtk_tree_view_set_model(tree, model);
    g_object_unref(model);
    select_again(tree, selected);
    otr_report_resume();
    now = selected_ids(gtk_tree_view_get_selection(tree));
    if (strcmp(selected, now) != 0) /* a row that was selected is out of sight */
        otr_report(view, now);
    g_free(now);
    g_free(selected);
}

static void
column_clicked(GtkTreeViewColumn *clicked, GtkWidget *view)
{
    Table *table = table_of(view);

    for (int i = 1; i < table->n_columns; i++) {
        GtkTreeViewColumn *column = gtk_tree_view_get_column(GTK_TREE_VIEW(view), i - 1);

        gtk_tree_view_column_set_sort_indicator(column, column == clicked);
        if (column != clicked)
            continue;
        table->sign = table->column == i && table->sign == 1 ? -1 : 1;
        table->column = i;
        gtk_tree_view_column_set_sort_order(column,
                                            table->sign == 1 ? GTK_SORT_ASCENDING : GTK_SORT_DESCENDING);
    }
    arrange(view, FALSE);
}

static void
search_changed(GtkEntry *entry, GtkWidget *view)
{
    Table *table = table_of(view);

    g_free(table->words);
    table->words = g_strdup(gtk_entry_get_text(entry));
    arrange(view, FALSE);
}

static void
add_search(GtkBox *page, GtkWidget *view, const char *caption)
{
    GtkWidget *row = gtk_hbox_new(FALSE, SEARCH_GAP);
    GtkWidget *label = gtk_label_new_with_mnemonic(caption);
    GtkWidget *entry = gtk_entry_new();

    gtk_label_set_mnemonic_widget(GTK_LABEL(label), entry);
    gtk_box_pack_start(GTK_BOX(row), label, FALSE, FALSE, 0);
    gtk_box_pack_start(GTK_BOX(row), entry, TRUE, TRUE, 0);
    gtk_box_pack_start(page, row, FALSE, FALSE, 0);
    g_signal_connect(entry, "changed", G_CALLBACK(search_changed), view);
}

static void
add_column(GtkTreeView *view, const char *title, int number)
{
    GtkCellRenderer *cell = gtk_cell_renderer_text_new();
    GtkTreeViewColumn *column = gtk_tree_view_column_new_with_attributes(title, cell, "text", number, NULL);

    g_object_set(cell, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
    gtk_tree_view_column_set_sizing(column, GTK_TREE_VIEW_COLUMN_FIXED);
    gtk_tree_view_column_set_fixed_width(column, 1);
    gtk_tree_view_column_set_resizable(column, TRUE);
    gtk_tree_view_column_set_clickable(column, TRUE);
    g_signal_connect(column, "clicked", G_CALLBACK(column_clicked), view);
    gtk_tree_view_append_column(view, column);
}

static GtkWidget *
new_view(const OtrItems *items, size_t at)
{
    GtkWidget *view = gtk_tree_view_new();
    GtkTreeSelection *selection = gtk_tree_view_get_selection(GTK_TREE_VIEW(view));
    Table *table = g_new0(Table, 1);

    table->rows = g_strdup("");
    table->words = g_strdup("");
    table->n_columns = 1;
    for (size_t i = at + 1; i < items->n && items->at[i].kind == OTR_ITEM_COLUMN; i++)
        add_column(GTK_TREE_VIEW(view), items->at[i].label, table->n_columns++);
    gtk_tree_view_set_fixed_height_mode(GTK_TREE_VIEW(view), TRUE);
    gtk_tree_view_set_enable_search(GTK_TREE_VIEW(view), FALSE);
    gtk_tree_view_set_rules_hint(GTK_TREE_VIEW(view), TRUE);
    gtk_tree_selection_set_mode(selection, GTK_SELECTION_MULTIPLE);
    g_signal_connect(selection, "changed", G_CALLBACK(selection_changed), view);
    atk_object_set_name(gtk_widget_get_accessible(view), items->at[at].label);
    g_object_set_data_full(G_OBJECT(view), TABLE_DATA, table, free_table);
    return view;
}

GtkWidget *
otr_table_new(GtkBox *page, const OtrItems *items, size_t at)
{
    GtkWidget *view = new_view(items, at);
    GtkWidget *scroller = gtk_scrolled_window_new(NULL, NULL);

    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroller), GTK_POLICY_AUTOMATIC,
                                   GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_shadow_type(GTK_SCROLLED_WINDOW(scroller), GTK_SHADOW_IN);
    gtk_container_add(GTK_CONTAINER(scroller), view);
    if (*items->at[at].note != '\0')
        add_search(page, view, items->at[at].note);
    gtk_box_pack_start(page, scroller, TRUE, TRUE, 0);
    return view;
}

void
otr_table_set(GtkWidget *view, const char *rows)
{
    Table *table = table_of(view);

    if (strcmp(table->rows, rows) == 0 && gtk_tree_view_get_model(GTK_TREE_VIEW(view)) != NULL)
        return;
    g_free(table->rows);
    table->rows = g_strdup(rows);
    arrange(view, TRUE);
}
