/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "entry.h"

#include "../text.h"
#include "labels.h"
#include "report.h"

#include <string.h>

#define PROBLEM_DATA "otr-problem"

enum { WIDTH_CHARS = 40, REVEAL_GAP = 6 };

static void
changed(GtkEntry *entry, gpointer unused)
{
    const char *text = gtk_entry_get_text(entry);

    (void) unused;
    otr_report(GTK_WIDGET(entry), text);
}

/* A secret leaves the field when a button is pressed, not letter by letter. */
static void
secret_changed(GtkEntry *entry, gpointer unused)
{
    (void) unused;
    otr_report(GTK_WIDGET(entry), gtk_entry_get_text_length(entry) > 0 ? "1" : "");
}

static void
reveal(GtkToggleButton *check, GtkEntry *entry)
{
    gtk_entry_set_visibility(entry, gtk_toggle_button_get_active(check));
}

static GtkWidget *
new_reveal(GtkWidget *entry)
{
    GtkWidget *check = gtk_check_button_new_with_mnemonic(_("S_how"));

    g_signal_connect(check, "toggled", G_CALLBACK(reveal), entry);
    return check;
}

static GtkWidget *
new_problem(void)
{
    const OtrItem nothing = {.label = ""};
    GtkWidget *problem = otr_explanation_new(&nothing);

    gtk_widget_show_all(problem);
    gtk_widget_set_no_show_all(problem, TRUE);
    return problem;
}

GtkWidget *
otr_entry_new(GtkBox *row, const OtrItem *item)
{
    GtkWidget *caption = otr_caption_new(row, item->label);
    GtkWidget *column = gtk_vbox_new(FALSE, 0);
    GtkWidget *line = gtk_hbox_new(FALSE, REVEAL_GAP);
    GtkWidget *entry = gtk_entry_new();
    GtkWidget *problem = new_problem();
    const gboolean secret = item->kind == OTR_ITEM_SECRET;

    gtk_misc_set_alignment(GTK_MISC(caption), 0, 0); /* beside the field, not between it and its problem */
    gtk_misc_set_padding(GTK_MISC(caption), 0, 4);
    gtk_label_set_mnemonic_widget(GTK_LABEL(caption), entry);
    gtk_entry_set_width_chars(GTK_ENTRY(entry), WIDTH_CHARS);
    gtk_entry_set_activates_default(GTK_ENTRY(entry), TRUE);
    gtk_box_pack_start(GTK_BOX(line), entry, TRUE, TRUE, 0);
    if (secret) {
        gtk_entry_set_visibility(GTK_ENTRY(entry), FALSE);
        gtk_box_pack_start(GTK_BOX(line), new_reveal(entry), FALSE, FALSE, 0);
    }
    gtk_box_pack_start(GTK_BOX(column), line, FALSE, FALSE, 0);
    gtk_box_pack_start(GTK_BOX(column), problem, FALSE, FALSE, 0);
    gtk_box_pack_start(row, column, TRUE, TRUE, 0);
    g_object_set_data(G_OBJECT(entry), PROBLEM_DATA, problem);
    gtk_entry_set_text(GTK_ENTRY(entry), item->value);
    g_signal_connect(entry, "changed", secret ? G_CALLBACK(secret_changed) : G_CALLBACK(changed), NULL);
    return entry;
}

void
otr_entry_set(GtkWidget *entry, const OtrItem *before, const OtrItem *now)
{
    GtkWidget *problem = g_object_get_data(G_OBJECT(entry), PROBLEM_DATA);

    if (strcmp(before->value, now->value) != 0 && strcmp(gtk_entry_get_text(GTK_ENTRY(entry)), now->value) != 0)
        gtk_entry_set_text(GTK_ENTRY(entry), now->value);
    otr_explanation_set(problem, now->note, "warning");
    gtk_widget_set_visible(problem, *now->note != '\0');
    atk_object_set_description(gtk_widget_get_accessible(entry), now->note);
}
