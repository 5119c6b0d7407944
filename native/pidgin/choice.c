/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "choice.h"

#include "labels.h"

#include <string.h>

#define OPTIONS_DATA "otr-options"

/* The wheel scrolls the page; GTK 2 would choose something else with every tick over the box. */
static gboolean
wheel_over_choice(GtkWidget *combo, GdkEvent *event, gpointer unused)
{
    (void) event;
    (void) unused;
    g_signal_stop_emission_by_name(combo, "scroll-event");
    return FALSE;
}

GtkWidget *
otr_choice_new(GtkBox *row, const OtrItems *items, size_t at)
{
    GtkWidget *combo = gtk_combo_box_text_new();
    GtkWidget *caption = otr_caption_new(row, items->at[at].label);
    GPtrArray *ids = g_ptr_array_new();

    for (size_t i = at + 1; i < items->n && items->at[i].kind == OTR_ITEM_OPTION; i++) {
        char *text = otr_items_plain_label(&items->at[i]);

        gtk_combo_box_text_append_text(GTK_COMBO_BOX_TEXT(combo), text);
        g_ptr_array_add(ids, g_strdup(items->at[i].id));
        g_free(text);
    }
    g_ptr_array_add(ids, NULL);
    g_object_set_data_full(G_OBJECT(combo), OPTIONS_DATA, g_ptr_array_free(ids, FALSE),
                           (GDestroyNotify) g_strfreev);
    gtk_label_set_mnemonic_widget(GTK_LABEL(caption), combo);
    gtk_box_pack_start(row, combo, FALSE, FALSE, 0);
    g_signal_connect(combo, "scroll-event", G_CALLBACK(wheel_over_choice), NULL);
    return combo;
}

const char *
otr_choice_get(GtkWidget *combo)
{
    char **options = g_object_get_data(G_OBJECT(combo), OPTIONS_DATA);
    int chosen = gtk_combo_box_get_active(GTK_COMBO_BOX(combo));

    return chosen >= 0 ? options[chosen] : NULL;
}

void
otr_choice_set(GtkWidget *combo, const char *id)
{
    char **options = g_object_get_data(G_OBJECT(combo), OPTIONS_DATA);
    int chosen = -1;

    for (int i = 0; options[i] != NULL; i++)
        if (strcmp(options[i], id) == 0)
            chosen = i;
    gtk_combo_box_set_active(GTK_COMBO_BOX(combo), chosen);
}
