/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "buttons.h"

#include <string.h>

#define ID_DATA "otr-id"

struct OtrButtons {
    GtkWidget *area;
    OtrPressed pressed;
    gpointer data;
    OtrItems shown; /* in the order of the widgets; the id of the one that closes is "" */
    char *preset;
};

OtrButtons *
otr_buttons_new(GtkDialog *dialog, OtrPressed pressed, gpointer data)
{
    OtrButtons *buttons = g_new0(OtrButtons, 1);

    buttons->area = gtk_dialog_get_action_area(dialog);
    buttons->pressed = pressed;
    buttons->data = data;
    buttons->preset = g_strdup("");
    return buttons;
}

void
otr_buttons_free(OtrButtons *buttons)
{
    otr_items_clear(&buttons->shown);
    g_free(buttons->preset);
    g_free(buttons);
}

static void
clicked(GtkWidget *button, OtrButtons *buttons)
{
    const char *id = g_object_get_data(G_OBJECT(button), ID_DATA);

    buttons->pressed(*id == '\0' ? NULL : id, buttons->data);
}

static gboolean
is_preset(const OtrItem *item, const char *preset)
{
    return *preset != '\0' && strcmp(item->id, preset) == 0;
}

/* GNOME's order: what is pressed most often stands at the right, the way out to its left. */
static OtrItems
ordered(const OtrItems *wanted, const char *close, const char *preset)
{
    const OtrItem way_out = {.kind = OTR_ITEM_ACTION, .id = "", .label = close, .sensitive = TRUE};
    OtrItem *items = g_new0(OtrItem, wanted->n + 1);
    size_t n = 0;
    OtrItems copy;

    for (size_t i = 0; i < wanted->n; i++)
        if (!is_preset(&wanted->at[i], preset))
            items[n++] = wanted->at[i];
    items[n++] = way_out;
    for (size_t i = 0; i < wanted->n; i++)
        if (is_preset(&wanted->at[i], preset))
            items[n++] = wanted->at[i];
    copy = otr_items_copy(items, n);
    g_free(items);
    return copy;
}

/* Whether the widgets that are there can show the other list. */
static gboolean
fits(const OtrItems *shown, const OtrItems *next)
{
    if (!otr_items_same_shape(shown, next))
        return FALSE;
    for (size_t i = 0; i < next->n; i++)
        if (strcmp(shown->at[i].label, next->at[i].label) != 0)
            return FALSE;
    return TRUE;
}

static void
rebuild(OtrButtons *buttons)
{
    gtk_container_foreach(GTK_CONTAINER(buttons->area), (GtkCallback) G_CALLBACK(gtk_widget_destroy), NULL);
    for (size_t i = 0; i < buttons->shown.n; i++) {
        GtkWidget *button = gtk_button_new_with_mnemonic(buttons->shown.at[i].label);

        gtk_widget_set_can_default(button, TRUE);
        g_object_set_data_full(G_OBJECT(button), ID_DATA, g_strdup(buttons->shown.at[i].id), g_free);
        g_signal_connect(button, "clicked", G_CALLBACK(clicked), buttons);
        gtk_box_pack_start(GTK_BOX(buttons->area), button, FALSE, FALSE, 0);
        gtk_widget_show(button);
    }
}

/* The preset button, or the way out, which is always there. */
static GtkWidget *
first_choice(const OtrButtons *buttons)
{
    GList *children = gtk_container_get_children(GTK_CONTAINER(buttons->area));
    GtkWidget *choice = NULL;

    for (GList *each = children; each != NULL; each = each->next) {
        const char *id = g_object_get_data(G_OBJECT(each->data), ID_DATA);

        if (choice == NULL || strcmp(id, buttons->preset) == 0)
            choice = strcmp(id, buttons->preset) == 0 || *id == '\0' ? each->data : choice;
    }
    g_list_free(children);
    return choice;
}

void
otr_buttons_show(OtrButtons *buttons, const OtrItems *wanted, const char *close, const char *preset)
{
    OtrItems next = ordered(wanted, close, preset);
    const gboolean fit = fits(&buttons->shown, &next) && strcmp(buttons->preset, preset) == 0;
    GList *children, *child;

    otr_items_clear(&buttons->shown);
    buttons->shown = next;
    g_free(buttons->preset);
    buttons->preset = g_strdup(preset);
    if (!fit)
        rebuild(buttons);
    child = children = gtk_container_get_children(GTK_CONTAINER(buttons->area));
    for (size_t i = 0; i < next.n; i++, child = child->next)
        gtk_widget_set_sensitive(child->data, next.at[i].sensitive);
    g_list_free(children);
    gtk_widget_grab_default(first_choice(buttons));
}

void
otr_buttons_focus(OtrButtons *buttons)
{
    gtk_widget_grab_focus(first_choice(buttons));
}
