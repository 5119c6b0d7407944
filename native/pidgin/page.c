/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page.h"

#include "model.h"
#include "form.h"
#include "scroller.h"

enum { PAGE_BORDER = 12 };

static OtrItems wanted;   /* what the page is to show */
static gboolean outdated; /* … and does not yet */
static OtrForm *form;     /* of the open page, or NULL */

static void
page_destroyed(GtkWidget *widget, gpointer unused)
{
    const OtrDecorationEvents *events = otr_model_events();

    (void) widget;
    (void) unused;
    otr_form_free(form);
    form = NULL;
    if (events != NULL)
        events->form_closed();
}

/* Pidgin puts the page into a scrolled window of 400 by 400 pixels, in which a fingerprint is cut. */
static void
fit_window(GtkWidget *widget)
{
    GtkWidget *scroller = gtk_widget_get_ancestor(widget, GTK_TYPE_SCROLLED_WINDOW);

    if (scroller != NULL)
        otr_scroller_fit(scroller, widget);
}

static void
hierarchy_changed(GtkWidget *widget, GtkWidget *old_top, gpointer unused)
{
    (void) old_top;
    (void) unused;
    fit_window(widget);
}

void
otr_page_show(void)
{
    if (form == NULL)
        return;
    gtk_widget_set_sensitive(otr_form_widget(form), otr_model_events() != NULL);
    if (!outdated)
        return;
    outdated = FALSE;
    otr_form_show(form, &wanted);
    fit_window(otr_form_widget(form));
}

void
otr_page_set(const OtrItem *items, size_t n_items)
{
    otr_items_clear(&wanted);
    wanted = otr_items_copy(items, n_items);
    outdated = TRUE;
    otr_refresh_soon(); /* not now: this may be called from within a field's own signal */
}

/* An open page becomes an empty box that needs no code of ours. */
static void
leave_page(void)
{
    if (form == NULL)
        return;
    GtkWidget *page = otr_form_widget(form);

    g_signal_handlers_disconnect_by_func(page, G_CALLBACK(page_destroyed), NULL);
    g_signal_handlers_disconnect_by_func(page, G_CALLBACK(hierarchy_changed), NULL);
    otr_form_free(form);
    form = NULL;
}

void *
otr_page_frame(void)
{
    const OtrDecorationEvents *events = otr_model_events();
    GtkWidget *page;

    leave_page();
    form = otr_form_new(OTR_CONFIGURATION);
    page = otr_form_widget(form);
    gtk_container_set_border_width(GTK_CONTAINER(page), PAGE_BORDER);
    g_signal_connect(page, "destroy", G_CALLBACK(page_destroyed), NULL);
    g_signal_connect(page, "hierarchy-changed", G_CALLBACK(hierarchy_changed), NULL);
    outdated = TRUE;
    if (events != NULL)
        events->form_opened();
    otr_page_show();
    gtk_widget_show(page);
    return page;
}

void
otr_page_remove(void)
{
    leave_page();
    otr_items_clear(&wanted);
}
