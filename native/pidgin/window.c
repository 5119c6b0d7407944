/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "window.h"

#include "buttons.h"
#include "model.h"
#include "form.h"
#include "scroller.h"

#include <gtkutils.h>
#include <string.h>

enum { BORDER = 12, GAP = 12 };

typedef struct {
    int number;
    GtkWidget *dialog; /* NULL until the first drawing */
    OtrForm *form;
    OtrButtons *buttons;
    OtrItems items, wanted_buttons;
    char *title, *close, *preset;
    gboolean unasked, outdated, wants_front, over;
} OpenWindow;

static GHashTable *windows; /* number → OpenWindow *; NULL when there is none */

static void
forget_model(OpenWindow *window)
{
    otr_items_clear(&window->items);
    otr_items_clear(&window->wanted_buttons);
    g_free(window->title);
    g_free(window->close);
    g_free(window->preset);
}

static void
free_window(gpointer data)
{
    OpenWindow *window = data;

    if (window->dialog != NULL) {
        otr_form_free(window->form);
        otr_buttons_free(window->buttons);
        gtk_widget_destroy(window->dialog);
    }
    forget_model(window);
    g_free(window);
}

static OpenWindow *
find(int number)
{
    return windows == NULL ? NULL : g_hash_table_lookup(windows, GINT_TO_POINTER(number));
}

void
otr_window_set(const OtrWindow *model)
{
    OpenWindow *window = find(model->number);

    if (windows == NULL)
        windows = g_hash_table_new_full(NULL, NULL, NULL, free_window);
    if (window == NULL) {
        window = g_new0(OpenWindow, 1);
        window->number = model->number;
        g_hash_table_insert(windows, GINT_TO_POINTER(model->number), window);
    }
    forget_model(window);
    window->items = otr_items_copy(model->items, model->n_items);
    window->wanted_buttons = otr_items_copy(model->buttons, model->n_buttons);
    window->title = g_strdup(model->title);
    window->close = g_strdup(model->close);
    window->preset = g_strdup(model->preset);
    window->unasked = model->unasked;
    window->outdated = TRUE;
    otr_refresh_soon();
}

void
otr_window_present(int number)
{
    OpenWindow *window = find(number);

    if (window == NULL)
        return;
    window->wants_front = TRUE;
    otr_refresh_soon();
}

void
otr_window_close(int number)
{
    OpenWindow *window = find(number);

    if (window == NULL)
        return;
    window->over = TRUE;
    otr_refresh_soon();
}

/* The person closed it: by its frame, by Escape, by the button that says so. */
static gboolean
closed(GtkWidget *dialog, GdkEvent *event, gpointer number)
{
    const OtrDecorationEvents *events = otr_model_events();

    (void) dialog;
    (void) event;
    otr_window_close(GPOINTER_TO_INT(number));
    if (events != NULL)
        events->window_closed(GPOINTER_TO_INT(number));
    return TRUE; /* destroyed with the next drawing, not under the hands of whoever calls */
}

static void
pressed(const char *id, gpointer number)
{
    const OtrDecorationEvents *events = otr_model_events();
    OpenWindow *window = find(GPOINTER_TO_INT(number));

    if (window == NULL || window->over)
        return; /* pressed twice, and the first time was the last */
    if (id == NULL) {
        closed(window->dialog, NULL, number);
    } else if (events != NULL) {
        OtrItems secrets = otr_form_secrets(window->form);

        events->window_pressed(window->number, id, secrets.at, secrets.n);
        otr_items_clear_secret(&secrets);
    }
}

static void
open_dialog(OpenWindow *window)
{
    gpointer number = GINT_TO_POINTER(window->number);
    GtkWidget *dialog = gtk_dialog_new();
    GtkWidget *content = gtk_dialog_get_content_area(GTK_DIALOG(dialog));

    window->dialog = dialog;
    window->form = otr_form_new(window->number);
    window->buttons = otr_buttons_new(GTK_DIALOG(dialog), pressed, number);
    gtk_dialog_set_has_separator(GTK_DIALOG(dialog), FALSE);
    gtk_window_set_role(GTK_WINDOW(dialog), "otr");
    gtk_window_set_resizable(GTK_WINDOW(dialog), FALSE); /* as large as what it shows, in every language */
    gtk_container_set_border_width(GTK_CONTAINER(dialog), BORDER / 2);
    gtk_container_set_border_width(GTK_CONTAINER(otr_form_widget(window->form)), BORDER / 2);
    gtk_box_pack_start(GTK_BOX(content), otr_scroller_new(otr_form_widget(window->form)), TRUE, TRUE, 0);
    gtk_box_set_spacing(GTK_BOX(content), GAP);
    g_signal_connect(dialog, "delete-event", G_CALLBACK(closed), number);
    if (window->unasked)
        gtk_window_set_focus_on_map(GTK_WINDOW(dialog), FALSE);
    else
        pidgin_auto_parent_window(dialog);
}

static void
fit(GtkWidget *form)
{
    otr_scroller_fit(gtk_widget_get_ancestor(form, GTK_TYPE_SCROLLED_WINDOW), form);
}

static void
update(OpenWindow *window)
{
    const gboolean opens = window->dialog == NULL;

    if (opens)
        open_dialog(window);
    gtk_window_set_title(GTK_WINDOW(window->dialog), window->title);
    otr_form_show(window->form, &window->items);
    otr_buttons_show(window->buttons, &window->wanted_buttons, window->close, window->preset);
    window->outdated = FALSE;
    if (!opens)
        return;
    /* at its full size from the start: one that grows may grow out of the screen */
    gtk_widget_show_all(gtk_dialog_get_content_area(GTK_DIALOG(window->dialog)));
    fit(otr_form_widget(window->form));
    gtk_widget_show_all(window->dialog);
    if (!otr_form_focus(window->form))
        otr_buttons_focus(window->buttons);
}

static gboolean
show_one(gpointer number, gpointer data, gpointer unused)
{
    OpenWindow *window = data;

    (void) number;
    (void) unused;
    if (window->over)
        return TRUE;
    if (window->outdated)
        update(window);
    if (window->wants_front)
        gtk_window_present(GTK_WINDOW(window->dialog));
    window->wants_front = FALSE;
    gtk_widget_set_sensitive(window->dialog, otr_model_events() != NULL);
    return FALSE;
}

void
otr_windows_show(void)
{
    if (windows != NULL)
        g_hash_table_foreach_remove(windows, show_one, NULL);
}

void
otr_windows_remove_all(void)
{
    if (windows != NULL)
        g_hash_table_destroy(windows);
    windows = NULL;
}
