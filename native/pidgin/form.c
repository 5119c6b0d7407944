/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "form.h"

#include "decoration.h"
#include "fields.h"

#include <string.h>


enum { PAGE_BORDER = 12, SCROLLER_EDGE = 8 };

static OtrItems wanted;   /* what the page is to show */
static gboolean outdated; /* … and does not yet */

static GtkWidget *page; /* the open page, or NULL; owned by its window */
static OtrItems shown;  /* what its widgets were built for */
static GPtrArray *fields;

static void
forget_page(void)
{
    if (fields != NULL)
        g_ptr_array_free(fields, TRUE);
    fields = NULL;
    otr_items_clear(&shown);
    page = NULL;
}

static void
page_destroyed(GtkWidget *widget, gpointer unused)
{
    (void) widget;
    (void) unused;
    forget_page();
}

/*
 * Pidgin puts the page into a scrolled window of 400 by 400 pixels, in which a fingerprint is cut.
 * It becomes as large as the page, within the screen.
 */
static void
fit_window(GtkWidget *widget)
{
    GtkWidget *scroller = gtk_widget_get_ancestor(widget, GTK_TYPE_SCROLLED_WINDOW);
    GdkScreen *screen;
    GtkRequisition need, bar;

    if (scroller == NULL)
        return;
    screen = gtk_widget_get_screen(widget);
    gtk_widget_size_request(widget, &need);
    gtk_widget_size_request(gtk_scrolled_window_get_vscrollbar(GTK_SCROLLED_WINDOW(scroller)), &bar);
    need.width += bar.width + SCROLLER_EDGE;
    need.height += SCROLLER_EDGE;
    gtk_widget_set_size_request(scroller, MIN(need.width, gdk_screen_get_width(screen) * 8 / 10),
                                MIN(need.height, gdk_screen_get_height(screen) * 7 / 10));
}

static void
hierarchy_changed(GtkWidget *widget, GtkWidget *old_top, gpointer unused)
{
    (void) old_top;
    (void) unused;
    fit_window(widget);
}

/* The id of the field with the keyboard, owned by the caller; NULL if none has it. */
static char *
focused_id(void)
{
    GtkWidget *top = gtk_widget_get_toplevel(page);
    GtkWidget *focus = GTK_IS_WINDOW(top) ? gtk_window_get_focus(GTK_WINDOW(top)) : NULL;

    for (size_t i = 0; focus != NULL && i < shown.n; i++) {
        GtkWidget *field = g_ptr_array_index(fields, i);

        if (field != NULL && shown.at[i].kind != OTR_ITEM_FOLDER &&
            (field == focus || gtk_widget_is_ancestor(focus, field)))
            return g_strdup(shown.at[i].id);
    }
    return NULL;
}

static void
focus_id(const char *id)
{
    for (size_t i = 0; i < shown.n; i++) {
        GtkWidget *field = g_ptr_array_index(fields, i);

        if (field != NULL && *id != '\0' && strcmp(shown.at[i].id, id) == 0) {
            gtk_widget_child_focus(field, GTK_DIR_TAB_FORWARD);
            return;
        }
    }
}

static void
rebuild(void)
{
    char *focus = focused_id();

    if (fields != NULL)
        g_ptr_array_free(fields, TRUE);
    gtk_container_foreach(GTK_CONTAINER(page), (GtkCallback) G_CALLBACK(gtk_widget_destroy), NULL);
    otr_items_clear(&shown);
    shown = otr_items_copy(wanted.at, wanted.n);
    fields = otr_fields_build(GTK_BOX(page), &shown);
    if (focus != NULL)
        focus_id(focus);
    g_free(focus);
}

void
otr_form_show(void)
{
    if (page == NULL)
        return;
    gtk_widget_set_sensitive(page, otr_decoration_events() != NULL);
    if (!outdated)
        return;
    outdated = FALSE;
    /* widgets that stay keep the focus, the scroll position, and quiet for a screen reader */
    if (fields != NULL && otr_items_same_shape(&shown, &wanted))
        otr_fields_update(fields, &wanted);
    else
        rebuild();
    fit_window(page);
}

void
otr_form_set(const OtrItem *items, size_t n_items)
{
    otr_items_clear(&wanted);
    wanted = otr_items_copy(items, n_items);
    outdated = TRUE;
    otr_decoration_refresh_soon(); /* not now: this may be called from within a field's own signal */
}

/* An open page becomes an empty box that needs no code of ours. */
static void
leave_page(void)
{
    if (page == NULL)
        return;
    g_signal_handlers_disconnect_by_func(page, G_CALLBACK(page_destroyed), NULL);
    g_signal_handlers_disconnect_by_func(page, G_CALLBACK(hierarchy_changed), NULL);
    gtk_container_foreach(GTK_CONTAINER(page), (GtkCallback) G_CALLBACK(gtk_widget_destroy), NULL);
    forget_page();
}

void *
otr_form_frame(void)
{
    const OtrDecorationEvents *events = otr_decoration_events();

    leave_page();
    page = gtk_vbox_new(FALSE, 0);
    gtk_container_set_border_width(GTK_CONTAINER(page), PAGE_BORDER);
    g_signal_connect(page, "destroy", G_CALLBACK(page_destroyed), NULL);
    g_signal_connect(page, "hierarchy-changed", G_CALLBACK(hierarchy_changed), NULL);
    outdated = TRUE;
    if (events != NULL)
        events->form_opened();
    otr_form_show();
    gtk_widget_show(page);
    return page;
}

void
otr_form_remove(void)
{
    leave_page();
    otr_items_clear(&wanted);
}
