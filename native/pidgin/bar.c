/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bar.h"

#include <string.h>

/* Data on widgets: plain values, as these may outlive this object. */
#define BAR_DATA "otr-bar"
#define SHOWN_DATA "otr-shown"
#define ID_DATA "otr-id"

enum { GAP = 6, LEAST_WIDTH = 200 };

static GSList *bars; /* GtkInfoBar *, one a tab at most */

/* Text asks for the width of its one line, and would keep the window from being made narrower. */
static void
ask_for_little(GtkWidget *box, GtkRequisition *need, gpointer unused)
{
    (void) box;
    (void) unused;
    need->width = MIN(need->width, LEAST_WIDTH);
}

/* … and wraps at the width that there is. */
static void
wrap_at(GtkWidget *box, GtkAllocation *area, GtkWidget *text)
{
    int width;

    (void) box;
    gtk_widget_get_size_request(text, &width, NULL);
    if (width != area->width)
        gtk_widget_set_size_request(text, area->width, -1);
}

static GtkWidget *
new_text(const char *words)
{
    GtkWidget *box = gtk_event_box_new();
    GtkWidget *text = gtk_label_new(words);

    gtk_event_box_set_visible_window(GTK_EVENT_BOX(box), FALSE);
    gtk_label_set_line_wrap(GTK_LABEL(text), TRUE);
    gtk_misc_set_alignment(GTK_MISC(text), 0, 0.5f);
    gtk_container_add(GTK_CONTAINER(box), text);
    g_signal_connect(box, "size-request", G_CALLBACK(ask_for_little), NULL);
    g_signal_connect(box, "size-allocate", G_CALLBACK(wrap_at), text);
    return box;
}

/* The tab's structure lives longer than the widgets in it. */
static void
clicked(GtkWidget *button, PidginConversation *gtkconv)
{
    const OtrModel *model = otr_model_of(gtkconv->active_conv);
    const OtrDecorationEvents *events = otr_model_events();

    if (model != NULL && events != NULL)
        events->menu_used(model->protocol, model->username, model->who,
                          g_object_get_data(G_OBJECT(button), ID_DATA));
}

static GtkWidget *
new_button(PidginConversation *gtkconv, const OtrItem *item)
{
    GtkWidget *button = gtk_button_new_with_mnemonic(item->label);

    gtk_widget_set_sensitive(button, item->sensitive);
    gtk_button_set_focus_on_click(GTK_BUTTON(button), FALSE);
    g_object_set_data_full(G_OBJECT(button), ID_DATA, g_strdup(item->id), g_free);
    g_signal_connect(button, "clicked", G_CALLBACK(clicked), gtkconv);
    return button;
}

/* The last action: a small cross at the end, which says what it does to those who do not see it. */
static GtkWidget *
new_cross(PidginConversation *gtkconv, const OtrItem *item)
{
    GtkWidget *button = new_button(gtkconv, item);
    char *plain = otr_items_plain_label(item);

    gtk_container_remove(GTK_CONTAINER(button), gtk_bin_get_child(GTK_BIN(button)));
    gtk_container_add(GTK_CONTAINER(button), gtk_image_new_from_stock(GTK_STOCK_CLOSE, GTK_ICON_SIZE_MENU));
    gtk_button_set_relief(GTK_BUTTON(button), GTK_RELIEF_NONE);
    gtk_widget_set_tooltip_text(button, plain);
    atk_object_set_name(gtk_widget_get_accessible(button), plain);
    g_free(plain);
    return button;
}

static void
fill(GtkWidget *bar, PidginConversation *gtkconv, const OtrItems *items)
{
    GtkWidget *content = gtk_info_bar_get_content_area(GTK_INFO_BAR(bar));
    GtkWidget *column = gtk_vbox_new(FALSE, GAP);
    GtkWidget *top = gtk_hbox_new(FALSE, GAP);
    GtkWidget *row = gtk_hbutton_box_new();

    gtk_button_box_set_layout(GTK_BUTTON_BOX(row), GTK_BUTTONBOX_START);
    gtk_box_set_spacing(GTK_BOX(row), GAP);
    gtk_box_pack_start(GTK_BOX(top), new_text(items->at[0].label), TRUE, TRUE, 0);
    gtk_box_pack_start(GTK_BOX(column), top, FALSE, FALSE, 0);
    for (size_t i = 1; i < items->n - 1; i++)
        gtk_box_pack_start(GTK_BOX(row), new_button(gtkconv, &items->at[i]), FALSE, FALSE, 0);
    if (items->n > 1)
        gtk_box_pack_start(GTK_BOX(top), new_cross(gtkconv, &items->at[items->n - 1]), FALSE, FALSE, 0);
    if (items->n > 2)
        gtk_box_pack_start(GTK_BOX(column), row, FALSE, FALSE, 0);
    gtk_container_foreach(GTK_CONTAINER(content), (GtkCallback) G_CALLBACK(gtk_widget_destroy), NULL);
    gtk_box_pack_start(GTK_BOX(content), column, TRUE, TRUE, 0);
    gtk_info_bar_set_message_type(GTK_INFO_BAR(bar), strcmp(items->at[0].value, "warning") == 0
                                                         ? GTK_MESSAGE_WARNING
                                                         : GTK_MESSAGE_INFO);
    atk_object_set_name(gtk_widget_get_accessible(bar), items->at[0].label);
    gtk_widget_show_all(bar);
}

static void
destroyed(GtkWidget *bar, gpointer unused)
{
    (void) unused;
    bars = g_slist_remove(bars, bar);
}

/* Over the entry with its toolbar, in whatever box Pidgin keeps that in. */
static GtkWidget *
new_bar(PidginConversation *gtkconv)
{
    GtkWidget *box = gtk_widget_get_parent(gtkconv->lower_hbox);
    GtkWidget *bar;
    int place;

    if (!GTK_IS_BOX(box))
        return NULL;
    bar = gtk_info_bar_new();
    gtk_container_child_get(GTK_CONTAINER(box), gtkconv->lower_hbox, "position", &place, NULL);
    gtk_box_pack_start(GTK_BOX(box), bar, FALSE, FALSE, 0);
    gtk_box_reorder_child(GTK_BOX(box), bar, place);
    g_object_set_data(G_OBJECT(gtkconv->lower_hbox), BAR_DATA, bar);
    g_signal_connect(bar, "destroy", G_CALLBACK(destroyed), NULL);
    bars = g_slist_prepend(bars, bar);
    return bar;
}

void
otr_bar_show(PidginConversation *gtkconv, const OtrModel *model)
{
    GtkWidget *bar = g_object_get_data(G_OBJECT(gtkconv->lower_hbox), BAR_DATA);

    if (model == NULL || model->bar.n == 0) {
        if (bar != NULL)
            gtk_widget_hide(bar);
        return;
    }
    if (bar == NULL)
        bar = new_bar(gtkconv);
    if (bar == NULL)
        return;
    if (g_object_get_data(G_OBJECT(bar), SHOWN_DATA) != GSIZE_TO_POINTER(model->serial))
        fill(bar, gtkconv, &model->bar);
    g_object_set_data(G_OBJECT(bar), SHOWN_DATA, GSIZE_TO_POINTER(model->serial));
    gtk_widget_show(bar);
    gtk_widget_set_sensitive(bar, otr_model_events() != NULL);
}

/* The cross-reference on the entry's box goes too: it would lead to a bar that is no more. */
void
otr_bar_remove_all(void)
{
    for (GList *each = pidgin_conv_windows_get_list(); each != NULL; each = each->next)
        for (GList *tab = pidgin_conv_window_get_gtkconvs(each->data); tab != NULL; tab = tab->next)
            g_object_set_data(G_OBJECT(((PidginConversation *) tab->data)->lower_hbox), BAR_DATA, NULL);
    while (bars != NULL)
        gtk_widget_destroy(bars->data); /* takes itself off the list */
}
