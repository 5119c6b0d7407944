/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "labels.h"

#include "../text.h"

#include <string.h>

#define CAPTIONS_DATA "otr-captions"
#define SIGN_DATA "otr-sign"

enum { WRAP_CHARS = 66, SIGN_GAP = 6 };

static void
wrap(GtkLabel *label)
{
    GtkWidget *widget = GTK_WIDGET(label);
    PangoContext *context = gtk_widget_get_pango_context(widget);
    PangoFontMetrics *metrics =
        pango_context_get_metrics(context, pango_context_get_font_description(context), NULL);
    int limit = PANGO_PIXELS(WRAP_CHARS * pango_font_metrics_get_approximate_char_width(metrics));
    PangoLayout *layout = gtk_widget_create_pango_layout(widget, gtk_label_get_text(label));
    int width;

    pango_layout_get_pixel_size(layout, &width, NULL);
    gtk_label_set_line_wrap(label, width > limit);
    gtk_widget_set_size_request(widget, width > limit ? limit : -1, -1);
    gtk_misc_set_alignment(GTK_MISC(label), 0, 0.5f);
    g_object_unref(layout);
    pango_font_metrics_unref(metrics);
}

void
otr_label_set(GtkLabel *label, const char *text)
{
    /* what a person has selected in it stays selected while the text is the same */
    if (strcmp(gtk_label_get_label(label), text) == 0)
        return;
    gtk_label_set_text_with_mnemonic(label, text);
    wrap(label);
}

static GtkWidget *
new_text(const char *text)
{
    GtkWidget *label = gtk_label_new_with_mnemonic(text);

    wrap(GTK_LABEL(label));
    return label;
}

GtkWidget *
otr_label_new(const OtrItem *item)
{
    GtkWidget *label = new_text(item->label);

    gtk_label_set_selectable(GTK_LABEL(label), TRUE);
    return label;
}

static const char *
stock_sign(const char *sign)
{
    if (strcmp(sign, "warning") == 0)
        return GTK_STOCK_DIALOG_WARNING;
    return strcmp(sign, "success") == 0 ? GTK_STOCK_APPLY : NULL;
}

GtkWidget *
otr_explanation_new(const OtrItem *item)
{
    GtkWidget *box = gtk_hbox_new(FALSE, SIGN_GAP);
    GtkWidget *sign = gtk_image_new();
    GtkWidget *text = new_text(item->label);

    gtk_misc_set_alignment(GTK_MISC(sign), 0.5f, 0);
    gtk_widget_set_no_show_all(sign, TRUE);
    gtk_box_pack_start(GTK_BOX(box), sign, FALSE, FALSE, 0);
    gtk_box_pack_start(GTK_BOX(box), text, TRUE, TRUE, 0);
    g_object_set_data(G_OBJECT(box), SIGN_DATA, sign);
    return box;
}

void
otr_explanation_set(GtkWidget *explanation, const char *text, const char *sign)
{
    GtkWidget *image = g_object_get_data(G_OBJECT(explanation), SIGN_DATA);
    GList *children = gtk_container_get_children(GTK_CONTAINER(explanation));
    const char *stock = stock_sign(sign);

    otr_label_set(GTK_LABEL(g_list_last(children)->data), text);
    g_list_free(children);
    if (stock != NULL)
        gtk_image_set_from_stock(GTK_IMAGE(image), stock, GTK_ICON_SIZE_MENU);
    gtk_widget_set_visible(image, stock != NULL);
}

GtkWidget *
otr_heading_new(const char *text)
{
    GtkWidget *heading = gtk_label_new_with_mnemonic(text);
    PangoAttrList *bold = pango_attr_list_new();

    pango_attr_list_insert(bold, pango_attr_weight_new(PANGO_WEIGHT_BOLD));
    gtk_label_set_attributes(GTK_LABEL(heading), bold);
    pango_attr_list_unref(bold);
    return heading;
}

/* The group of all captions in the box that the row stands in. */
static GtkSizeGroup *
captions_of(GtkBox *row)
{
    GObject *page = G_OBJECT(gtk_widget_get_parent(GTK_WIDGET(row)));
    GtkSizeGroup *captions = g_object_get_data(page, CAPTIONS_DATA);

    if (captions == NULL) {
        captions = gtk_size_group_new(GTK_SIZE_GROUP_HORIZONTAL);
        g_object_set_data_full(page, CAPTIONS_DATA, captions, g_object_unref);
    }
    return captions;
}

GtkWidget *
otr_caption_new(GtkBox *row, const char *text)
{
    GtkWidget *caption = gtk_label_new_with_mnemonic(text);

    gtk_misc_set_alignment(GTK_MISC(caption), 0, 0.5f);
    gtk_size_group_add_widget(captions_of(row), caption);
    gtk_box_pack_start(row, caption, FALSE, FALSE, 0);
    return caption;
}

static void
copy(GtkWidget *button, GtkLabel *label)
{
    (void) button;
    gtk_clipboard_set_text(gtk_clipboard_get(GDK_SELECTION_CLIPBOARD), gtk_label_get_text(label), -1);
}

void
otr_copyable_set(GtkLabel *text, const char *value)
{
    if (strcmp(gtk_label_get_text(text), value) == 0)
        return;
    gtk_label_set_text(text, value);
    wrap(text);
}

GtkWidget *
otr_copyable_new(GtkBox *row, const OtrItem *item)
{
    GtkWidget *box = gtk_vbox_new(FALSE, 0);
    GtkWidget *caption = new_text(item->label);
    GtkWidget *text = gtk_label_new(item->value);
    /* there may be several: no letter could be the one for all */
    GtkWidget *button = gtk_button_new_with_label(_("Copy"));
    GtkWidget *foot = gtk_alignment_new(0, 1, 0, 0);
    PangoAttrList *digits = pango_attr_list_new();

    pango_attr_list_insert(digits, pango_attr_family_new("monospace"));
    pango_attr_list_insert(digits, pango_attr_insert_hyphens_new(FALSE)); /* they would be read as part of it */
    gtk_label_set_attributes(GTK_LABEL(text), digits);
    pango_attr_list_unref(digits);
    gtk_label_set_selectable(GTK_LABEL(text), TRUE);
    gtk_label_set_line_wrap_mode(GTK_LABEL(text), PANGO_WRAP_CHAR);
    wrap(GTK_LABEL(text));
    gtk_label_set_mnemonic_widget(GTK_LABEL(caption), text);
    gtk_box_pack_start(GTK_BOX(box), caption, FALSE, FALSE, 0);
    gtk_box_pack_start(GTK_BOX(box), text, FALSE, FALSE, 0);
    gtk_box_pack_start(row, box, TRUE, TRUE, 0);
    g_signal_connect(button, "clicked", G_CALLBACK(copy), text);
    /* what it copies, for those who do not see what it stands beside */
    atk_object_set_description(gtk_widget_get_accessible(button), gtk_label_get_text(GTK_LABEL(caption)));
    gtk_container_add(GTK_CONTAINER(foot), button);
    gtk_box_pack_start(row, foot, FALSE, FALSE, 0);
    return text;
}
