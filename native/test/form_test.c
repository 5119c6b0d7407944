/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A form on a display of its own: what a person has done to it survives what the engine changes. */
#include <gtk/gtk.h>
#include <string.h>

#include "pidgin/model.h"
#include "pidgin/form.h"
#include "pidgin/table-model.h"

static GString *told;

static void
used(int window, const char *item, const char *value)
{
    g_string_append_printf(told, "%d %s=%s;", window, item, value);
}

static const OtrDecorationEvents events = {.window_used = used};

const OtrDecorationEvents *
otr_model_events(void)
{
    return &events;
}

static void
expect_told(const char *what)
{
    g_assert_cmpstr(told->str, ==, what);
    g_string_truncate(told, 0);
}

static OtrForm *
open_form(GtkWidget **window)
{
    OtrForm *form = otr_form_new(3);

    *window = gtk_window_new(GTK_WINDOW_TOPLEVEL);
    gtk_container_add(GTK_CONTAINER(*window), otr_form_widget(form));
    gtk_widget_show_all(*window);
    return form;
}

static void
close_form(OtrForm *form, GtkWidget *window)
{
    otr_form_free(form);
    gtk_widget_destroy(window);
    while (gtk_events_pending())
        gtk_main_iteration();
    g_string_truncate(told, 0);
}

static void
show(OtrForm *form, const OtrItem *items, size_t n)
{
    const OtrItems list = {(OtrItem *)items, n};

    otr_form_show(form, &list);
}

/* The first widget of that type below `from`, in the order of packing, that `n` others come before. */
static GtkWidget *
nth(GtkWidget *from, GType type, int n)
{
    GList *queue = g_list_append(NULL, from);
    GtkWidget *found = NULL;

    while (queue != NULL && found == NULL) {
        GtkWidget *widget = queue->data;
        queue = g_list_delete_link(queue, queue);
        if (g_type_is_a(G_OBJECT_TYPE(widget), type) && n-- == 0)
            found = widget;
        else if (GTK_IS_CONTAINER(widget))
            queue = g_list_concat(gtk_container_get_children(GTK_CONTAINER(widget)), queue);
    }
    g_list_free(queue);
    return found;
}

static OtrItem
item(OtrItemKind kind, const char *id, const char *label, const char *value)
{
    return (OtrItem){kind, id, label, value, "", TRUE};
}

static void
typed_text_survives(void)
{
    GtkWidget *window;
    OtrForm *form = open_form(&window);
    OtrItem items[] = {
        item(OTR_ITEM_ENTRY, "e", "_E:", ""),
        item(OTR_ITEM_SECRET, "s", "_S:", ""),
        item(OTR_ITEM_EXPLANATION, "", "one", ""),
    };

    show(form, items, 2);
    GtkEntry *entry = GTK_ENTRY(nth(window, GTK_TYPE_ENTRY, 0));
    gtk_entry_set_text(entry, "typed");
    gtk_entry_set_text(GTK_ENTRY(nth(window, GTK_TYPE_ENTRY, 1)), "secret");
    expect_told("3 e=typed;3 s=1;");

    /* the same shape: a problem appears, the text stays */
    items[0].note = "wrong";
    show(form, items, 2);
    g_assert_cmpstr(gtk_entry_get_text(entry), ==, "typed");

    /* another shape: new widgets, the same texts */
    show(form, items, 3);
    entry = GTK_ENTRY(nth(window, GTK_TYPE_ENTRY, 0));
    g_assert_cmpstr(gtk_entry_get_text(entry), ==, "typed");
    OtrItems secrets = otr_form_secrets(form);
    g_assert_cmpint((int)secrets.n, ==, 1);
    g_assert_cmpstr(secrets.at[0].id, ==, "s");
    g_assert_cmpstr(secrets.at[0].value, ==, "secret");
    otr_items_clear_secret(&secrets);

    /* what the engine itself changes is changed */
    items[0].value = "cleared";
    show(form, items, 3);
    g_assert_cmpstr(gtk_entry_get_text(entry), ==, "cleared");
    expect_told("");
    close_form(form, window);
}

static void
secrets_are_masked(void)
{
    GtkWidget *window;
    OtrForm *form = open_form(&window);
    OtrItem items[] = {item(OTR_ITEM_SECRET, "s", "_S:", "")};

    items[0].note = "empty";
    show(form, items, 1);
    GtkEntry *entry = GTK_ENTRY(nth(window, GTK_TYPE_ENTRY, 0));
    g_assert_false(gtk_entry_get_visibility(entry));
    g_assert_cmpstr(atk_object_get_description(gtk_widget_get_accessible(GTK_WIDGET(entry))), ==, "empty");
    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(nth(window, GTK_TYPE_CHECK_BUTTON, 0)), TRUE);
    g_assert_true(gtk_entry_get_visibility(entry));
    close_form(form, window);
}

static void
only_the_chosen_way_is_shown(void)
{
    GtkWidget *window;
    OtrForm *form = open_form(&window);
    OtrItem items[] = {
        item(OTR_ITEM_ALTERNATIVES, "way", "", "a"),
        item(OTR_ITEM_ALTERNATIVE, "a", "_A", ""),
        item(OTR_ITEM_ENTRY, "in a", "", ""),
        item(OTR_ITEM_END, "", "", ""),
        item(OTR_ITEM_ALTERNATIVE, "b", "_B", ""),
        item(OTR_ITEM_ENTRY, "in b", "", ""),
        item(OTR_ITEM_END, "", "", ""),
        item(OTR_ITEM_END, "", "", ""),
    };

    show(form, items, G_N_ELEMENTS(items));
    GtkWidget *in_a = nth(window, GTK_TYPE_ENTRY, 0), *in_b = nth(window, GTK_TYPE_ENTRY, 1);
    g_assert_true(gtk_widget_get_mapped(in_a) && !gtk_widget_get_mapped(in_b));
    g_assert_true(otr_form_focus(form) && gtk_window_get_focus(GTK_WINDOW(window)) == in_a);
    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(nth(window, GTK_TYPE_RADIO_BUTTON, 1)), TRUE);
    expect_told("3 way=b;");
    g_assert_true(!gtk_widget_get_mapped(in_a) && gtk_widget_get_mapped(in_b));

    /* the engine has the last word */
    show(form, items, G_N_ELEMENTS(items));
    g_assert_true(gtk_widget_get_mapped(in_a) && !gtk_widget_get_mapped(in_b));
    expect_told("");
    close_form(form, window);
}

static void
the_page_in_front_stays(void)
{
    GtkWidget *window;
    OtrForm *form = open_form(&window);
    const OtrItem items[] = {
        item(OTR_ITEM_PAGES, "pages", "", "b"),
        item(OTR_ITEM_PAGE, "a", "A", ""),
        item(OTR_ITEM_END, "", "", ""),
        item(OTR_ITEM_PAGE, "b", "B", ""),
        item(OTR_ITEM_END, "", "", ""),
        item(OTR_ITEM_END, "", "", ""),
        item(OTR_ITEM_LABEL, "", "more", ""),
    };

    show(form, items, 6);
    GtkNotebook *tabs = GTK_NOTEBOOK(nth(window, GTK_TYPE_NOTEBOOK, 0));
    g_assert_cmpint(gtk_notebook_get_current_page(tabs), ==, 1);
    expect_told("");
    gtk_notebook_set_current_page(tabs, 0);
    expect_told("3 pages=a;");
    show(form, items, 7);
    tabs = GTK_NOTEBOOK(nth(window, GTK_TYPE_NOTEBOOK, 0));
    g_assert_cmpint(gtk_notebook_get_current_page(tabs), ==, 0);
    close_form(form, window);
}

static void
rows_are_selected_sorted_and_sought(void)
{
    GtkWidget *window;
    OtrForm *form = open_form(&window);
    OtrItem items[] = {
        item(OTR_ITEM_TABLE, "t", "Keys", "1\tbob\tZürich\n2\talice\t\n3\tBOB\textra"),
        item(OTR_ITEM_COLUMN, "", "Who", ""),
        item(OTR_ITEM_COLUMN, "", "Where", ""),
        item(OTR_ITEM_END, "", "", ""),
    };

    items[0].note = "_Search:";
    show(form, items, G_N_ELEMENTS(items));
    GtkTreeView *view = GTK_TREE_VIEW(nth(window, GTK_TYPE_TREE_VIEW, 0));
    GtkEntry *search = GTK_ENTRY(nth(window, GTK_TYPE_ENTRY, 0));
    GtkTreeSelection *selection = gtk_tree_view_get_selection(view);
    gtk_tree_selection_select_all(selection);
    expect_told("3 t=1\n2\n3;");
    gtk_entry_set_text(search, "ZÜR");
    expect_told("3 t=1;");
    gtk_entry_set_text(search, "bob");
    g_assert_cmpint(gtk_tree_model_iter_n_children(gtk_tree_view_get_model(view), NULL), ==, 2);
    gtk_entry_set_text(search, "");

    gtk_tree_view_column_clicked(gtk_tree_view_get_column(view, 0));
    GtkTreeIter first;
    char *id;
    g_assert_true(gtk_tree_model_get_iter_first(gtk_tree_view_get_model(view), &first));
    gtk_tree_model_get(gtk_tree_view_get_model(view), &first, 0, &id, -1);
    g_assert_cmpstr(id, ==, "2");
    g_free(id);

    /* other rows: what was selected and is still there stays so */
    g_string_truncate(told, 0);
    items[0].value = "9\tzoe\t\n1\tbob\tBern";
    show(form, items, G_N_ELEMENTS(items));
    g_assert_cmpint(gtk_tree_selection_count_selected_rows(selection), ==, 1);
    close_form(form, window);
}

static void
ten_thousand_rows_are_cheap(void)
{
    GString *rows = g_string_new(NULL);
    gint64 start;

    for (int i = 0; i < 10000; i++)
        g_string_append_printf(rows, "%sid%d\tperson%05d@example.org\tPrivate\t%08X %08X %08X %08X %08X\taccount",
                               i == 0 ? "" : "\n", i, i * 7919 % 10000, i, i, i, i, i);
    start = g_get_monotonic_time();
    GtkTreeModel *model = otr_table_model_new(rows->str, 5);
    gint64 built = g_get_monotonic_time();
    otr_table_model_arrange(model, "person0123", 1, 0);
    gint64 sought = g_get_monotonic_time();
    g_assert_cmpint(gtk_tree_model_iter_n_children(model, NULL), ==, 10);
    otr_table_model_arrange(model, "", 1, -1);
    gint64 sorted = g_get_monotonic_time();
    g_print("# 10000 rows: read %d us, sought %d us, sorted %d us\n", (int)(built - start), (int)(sought - built),
            (int)(sorted - sought));
    g_object_unref(model);
    g_string_free(rows, TRUE);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    gtk_init(&count, &arguments);
    told = g_string_new(NULL);
    g_test_add_func("/form/typed-text-survives", typed_text_survives);
    g_test_add_func("/form/secrets-are-masked", secrets_are_masked);
    g_test_add_func("/form/only-the-chosen-way-is-shown", only_the_chosen_way_is_shown);
    g_test_add_func("/form/the-page-in-front-stays", the_page_in_front_stays);
    g_test_add_func("/form/rows", rows_are_selected_sorted_and_sought);
    g_test_add_func("/form/ten-thousand-rows", ten_thousand_rows_are_cheap);
    return g_test_run();
}
