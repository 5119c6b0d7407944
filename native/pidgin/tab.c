/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tab.h"

#include "icons.h"

/* Data on widgets: plain values, as these may outlive this object. */
#define MARK_DATA "otr-mark"
#define SHOWN_DATA "otr-shown"

static GSList *marks; /* the padlocks, one a tab at most */

static void
destroyed(GtkWidget *mark, gpointer unused)
{
    (void) unused;
    marks = g_slist_remove(marks, mark);
}

/* Beside Pidgin's own status icon, on the side of the name, whichever way the tab is turned. */
static GtkWidget *
new_mark(PidginConversation *gtkconv)
{
    GtkWidget *mark = otr_icon_new();
    GtkBox *tab = GTK_BOX(gtkconv->tabby);
    int place;

    gtk_container_child_get(GTK_CONTAINER(tab), gtkconv->tab_label, "position", &place, NULL);
    gtk_box_pack_start(tab, mark, FALSE, FALSE, 0);
    gtk_box_reorder_child(tab, mark, place);
    g_object_set_data(G_OBJECT(tab), MARK_DATA, mark);
    g_signal_connect(mark, "destroy", G_CALLBACK(destroyed), NULL);
    marks = g_slist_prepend(marks, mark);
    return mark;
}

/* What stands in a tab cannot be read by assistive programs; the tab itself can. */
static void
describe(PidginConversation *gtkconv, const char *text)
{
    GtkNotebook *tabs = GTK_NOTEBOOK(gtkconv->win->notebook);
    const int place = gtk_notebook_page_num(tabs, gtkconv->tab_cont);
    AtkObject *tab = atk_object_ref_accessible_child(gtk_widget_get_accessible(GTK_WIDGET(tabs)), place);

    if (tab == NULL) /* no assistive program is there */
        return;
    atk_object_set_description(tab, text);
    g_object_unref(tab);
}

static void
tell(GtkWidget *mark, const OtrModel *model)
{
    otr_icon_set_level(mark, model->level);
    gtk_widget_set_tooltip_text(mark, model->tooltip);
    g_object_set_data(G_OBJECT(mark), SHOWN_DATA, GSIZE_TO_POINTER(model->serial));
}

void
otr_tab_show(PidginConversation *gtkconv, const OtrModel *model)
{
    /* Pidgin makes another box when the person turns the tabs; the mark goes with the old one */
    GtkWidget *mark = g_object_get_data(G_OBJECT(gtkconv->tabby), MARK_DATA);

    if (mark == NULL && model == NULL)
        return;
    if (mark == NULL)
        mark = new_mark(gtkconv);
    if (model != NULL && g_object_get_data(G_OBJECT(mark), SHOWN_DATA) != GSIZE_TO_POINTER(model->serial)) {
        tell(mark, model);
        describe(gtkconv, model->tooltip);
    }
    gtk_widget_set_visible(mark, model != NULL);
    gtk_widget_set_sensitive(mark, otr_model_events() != NULL);
}

void
otr_tab_remove_all(void)
{
    while (marks != NULL) {
        GtkWidget *mark = marks->data;

        g_object_set_data(G_OBJECT(gtk_widget_get_parent(mark)), MARK_DATA, NULL);
        gtk_widget_destroy(mark); /* takes itself off the list */
    }
}
