/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "containers.h"

#include "labels.h"
#include "report.h"

#include <string.h>

#define OPTION_DATA "otr-option"
#define CONTENT_DATA "otr-content"
#define FIRST_DATA "otr-first"

static GtkWidget *
new_column(void)
{
    return gtk_vbox_new(FALSE, FIELD_GAP);
}

GtkWidget *
otr_section_new(const OtrItem *item, GtkBox **inside)
{
    GtkWidget *frame = gtk_frame_new(NULL);
    GtkWidget *indent = gtk_alignment_new(0, 0, 1, 1);
    GtkWidget *content = new_column();

    gtk_frame_set_shadow_type(GTK_FRAME(frame), GTK_SHADOW_NONE);
    gtk_alignment_set_padding(GTK_ALIGNMENT(indent), 0, 0, INDENT, 0);
    if (*item->label != '\0') {
        gtk_frame_set_label_widget(GTK_FRAME(frame), otr_heading_new(item->label));
        gtk_alignment_set_padding(GTK_ALIGNMENT(indent), FIELD_GAP, GROUP_GAP - FIELD_GAP, INDENT, 0);
    }
    gtk_container_add(GTK_CONTAINER(indent), content);
    gtk_container_add(GTK_CONTAINER(frame), indent);
    *inside = GTK_BOX(content);
    return frame;
}

static void
page_turned(GtkNotebook *tabs, gpointer unused, guint number, gpointer unused2)
{
    GtkWidget *page = gtk_notebook_get_nth_page(tabs, (int) number);

    (void) unused;
    (void) unused2;
    otr_report(GTK_WIDGET(tabs), g_object_get_data(G_OBJECT(page), OPTION_DATA));
}

GtkWidget *
otr_tabs_new(const OtrItem *item)
{
    GtkWidget *tabs = gtk_notebook_new();

    (void) item;
    g_signal_connect(tabs, "switch-page", G_CALLBACK(page_turned), NULL);
    return tabs;
}

GtkBox *
otr_tabs_add(GtkWidget *tabs, const OtrItem *page)
{
    GtkWidget *border = gtk_alignment_new(0, 0, 1, 1);
    GtkWidget *content = new_column();

    gtk_container_set_border_width(GTK_CONTAINER(border), INDENT);
    gtk_container_add(GTK_CONTAINER(border), content);
    g_object_set_data_full(G_OBJECT(border), OPTION_DATA, g_strdup(page->id), g_free);
    gtk_notebook_append_page(GTK_NOTEBOOK(tabs), border, gtk_label_new_with_mnemonic(page->label));
    return GTK_BOX(content);
}

void
otr_tabs_set(GtkWidget *tabs, const char *id)
{
    GtkNotebook *notebook = GTK_NOTEBOOK(tabs);

    for (int i = 0; i < gtk_notebook_get_n_pages(notebook); i++)
        if (strcmp(g_object_get_data(G_OBJECT(gtk_notebook_get_nth_page(notebook, i)), OPTION_DATA), id) == 0)
            gtk_notebook_set_current_page(notebook, i);
}

const char *
otr_tabs_get(GtkWidget *tabs)
{
    GtkNotebook *notebook = GTK_NOTEBOOK(tabs);
    GtkWidget *page = gtk_notebook_get_nth_page(notebook, gtk_notebook_get_current_page(notebook));

    return page == NULL ? "" : g_object_get_data(G_OBJECT(page), OPTION_DATA);
}

GtkWidget *
otr_alternatives_new(const OtrItem *item)
{
    GtkWidget *alternatives = new_column();

    (void) item;
    return alternatives;
}

static void
show_content(GtkWidget *radio)
{
    gtk_widget_set_visible(g_object_get_data(G_OBJECT(radio), CONTENT_DATA),
                           gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(radio)));
}

static void
alternative_used(GtkWidget *radio, GtkWidget *alternatives)
{
    show_content(radio);
    if (gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(radio)))
        otr_report(alternatives, g_object_get_data(G_OBJECT(radio), OPTION_DATA));
}

GtkWidget *
otr_alternatives_add(GtkWidget *alternatives, const OtrItem *alternative, GtkBox **inside)
{
    GtkRadioButton *first = g_object_get_data(G_OBJECT(alternatives), FIRST_DATA);
    GtkWidget *radio = gtk_radio_button_new_with_mnemonic_from_widget(first, alternative->label);
    GtkWidget *content = gtk_alignment_new(0, 0, 1, 1);
    GtkWidget *column = new_column();

    gtk_alignment_set_padding(GTK_ALIGNMENT(content), 0, INDENT, 2 * INDENT, 0);
    gtk_container_add(GTK_CONTAINER(content), column);
    gtk_widget_set_no_show_all(content, TRUE);
    gtk_box_pack_start(GTK_BOX(alternatives), radio, FALSE, FALSE, 0);
    gtk_box_pack_start(GTK_BOX(alternatives), content, FALSE, FALSE, 0);
    if (first == NULL)
        g_object_set_data(G_OBJECT(alternatives), FIRST_DATA, radio);
    g_object_set_data(G_OBJECT(radio), CONTENT_DATA, content);
    g_object_set_data_full(G_OBJECT(radio), OPTION_DATA, g_strdup(alternative->id), g_free);
    g_signal_connect(radio, "toggled", G_CALLBACK(alternative_used), alternatives);
    *inside = GTK_BOX(column);
    return radio;
}

void
otr_alternatives_set(GtkWidget *alternatives, const char *id)
{
    GtkRadioButton *first = g_object_get_data(G_OBJECT(alternatives), FIRST_DATA);

    for (GSList *each = gtk_radio_button_get_group(first); each != NULL; each = each->next)
        if (strcmp(g_object_get_data(G_OBJECT(each->data), OPTION_DATA), id) == 0)
            gtk_toggle_button_set_active(each->data, TRUE);
    for (GSList *each = gtk_radio_button_get_group(first); each != NULL; each = each->next)
        show_content(each->data);
}
