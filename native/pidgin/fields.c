/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fields.h"

#include "choice.h"
#include "decoration.h"

#include <string.h>

#define ID_DATA "otr-id"

/* GNOME's Human Interface Guidelines 2: 18 pixels between groups, 12 of indent, 6 between fields. */
enum { GROUP_GAP = 18, INDENT = 12, FIELD_GAP = 6, WRAP_CHARS = 66 };

static gboolean updating; /* values set by us are not uses */

static void
report(GtkWidget *field, const char *value)
{
    const OtrDecorationEvents *events = otr_decoration_events();

    if (events != NULL && !updating)
        events->form_used(g_object_get_data(G_OBJECT(field), ID_DATA), value);
}

static void
check_used(GtkWidget *check, gpointer unused)
{
    (void) unused;
    report(check, gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(check)) ? "1" : "0");
}

static void
choice_used(GtkWidget *combo, gpointer unused)
{
    const char *chosen = otr_choice_get(combo);

    (void) unused;
    if (chosen != NULL)
        report(combo, chosen);
}

static void
action_used(GtkWidget *button, gpointer unused)
{
    (void) unused;
    report(button, "");
}

/* Text stays in one line up to a readable width (a fingerprint does), and wraps beyond. */
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
    gtk_misc_set_alignment(GTK_MISC(label), 0, 0.5);
    g_object_unref(layout);
    pango_font_metrics_unref(metrics);
}

static void
set_text(GtkLabel *label, const char *text)
{
    /* what a person has selected in it stays selected while the text is the same */
    if (strcmp(gtk_label_get_label(label), text) == 0)
        return;
    gtk_label_set_text_with_mnemonic(label, text);
    wrap(label);
}

static GtkWidget *
new_label(const OtrItem *item)
{
    GtkWidget *label = gtk_label_new_with_mnemonic(item->label);

    gtk_label_set_selectable(GTK_LABEL(label), TRUE);
    wrap(GTK_LABEL(label));
    return label;
}

static GtkWidget *
new_check(const OtrItem *item)
{
    GtkWidget *check = gtk_check_button_new_with_mnemonic(item->label);

    wrap(GTK_LABEL(gtk_bin_get_child(GTK_BIN(check))));
    g_signal_connect(check, "toggled", G_CALLBACK(check_used), NULL);
    return check;
}

static GtkWidget *
new_action(const OtrItem *item)
{
    GtkWidget *button = gtk_button_new_with_mnemonic(item->label);

    g_signal_connect(button, "clicked", G_CALLBACK(action_used), NULL);
    return button;
}

/* A heading with what belongs to it; without a label only the indent. */
static GtkWidget *
new_folder(const OtrItem *item, GtkBox **inside)
{
    GtkWidget *frame = gtk_frame_new(NULL);
    GtkWidget *indent = gtk_alignment_new(0, 0, 1, 1);
    GtkWidget *content = gtk_vbox_new(FALSE, FIELD_GAP);

    gtk_frame_set_shadow_type(GTK_FRAME(frame), GTK_SHADOW_NONE);
    gtk_alignment_set_padding(GTK_ALIGNMENT(indent), 0, 0, INDENT, 0);
    if (*item->label != '\0') {
        GtkWidget *heading = gtk_label_new_with_mnemonic(item->label);
        PangoAttrList *bold = pango_attr_list_new();

        pango_attr_list_insert(bold, pango_attr_weight_new(PANGO_WEIGHT_BOLD));
        gtk_label_set_attributes(GTK_LABEL(heading), bold);
        pango_attr_list_unref(bold);
        gtk_frame_set_label_widget(GTK_FRAME(frame), heading);
        gtk_alignment_set_padding(GTK_ALIGNMENT(indent), FIELD_GAP, GROUP_GAP - FIELD_GAP, INDENT, 0);
    }
    gtk_container_add(GTK_CONTAINER(indent), content);
    gtk_container_add(GTK_CONTAINER(frame), indent);
    *inside = GTK_BOX(content);
    return frame;
}

/* A row for what stands side by side: adjacent buttons share one. */
static GtkBox *
row_for(GtkBox *page, OtrItemKind kind)
{
    GList *children = gtk_container_get_children(GTK_CONTAINER(page));
    GList *last = g_list_last(children);
    GtkWidget *row = kind == OTR_ITEM_ACTION && last != NULL && GTK_IS_BUTTON_BOX(last->data)
                         ? last->data
                         : NULL;

    g_list_free(children);
    if (row != NULL)
        return GTK_BOX(row);
    if (kind == OTR_ITEM_ACTION) {
        row = gtk_hbutton_box_new();
        gtk_button_box_set_layout(GTK_BUTTON_BOX(row), GTK_BUTTONBOX_START);
        gtk_box_set_spacing(GTK_BOX(row), FIELD_GAP);
    } else {
        row = gtk_hbox_new(FALSE, INDENT);
    }
    gtk_box_pack_start(page, row, FALSE, FALSE, 0);
    return GTK_BOX(row);
}

static GtkWidget *
new_field(GtkBox *page, const OtrItems *items, size_t at)
{
    const OtrItem *item = &items->at[at];
    GtkBox *row = row_for(page, item->kind);
    GtkWidget *field;

    switch (item->kind) {
    case OTR_ITEM_CHOICE:
        field = otr_choice_new(row, items, at);
        g_signal_connect(field, "changed", G_CALLBACK(choice_used), NULL);
        return field;
    case OTR_ITEM_ACTION:
        field = new_action(item);
        break;
    case OTR_ITEM_CHECK:
        field = new_check(item);
        break;
    case OTR_ITEM_SEPARATOR:
        field = gtk_hseparator_new();
        break;
    default:
        field = new_label(item);
        break;
    }
    gtk_box_pack_start(row, field, item->kind == OTR_ITEM_SEPARATOR, TRUE, 0);
    return field;
}

/* Builds from item `from` to the END of that list; returns the index after it. */
static size_t
build(GtkBox *page, const OtrItems *items, size_t from, GPtrArray *fields)
{
    size_t i = from;

    while (i < items->n && items->at[i].kind != OTR_ITEM_END) {
        const OtrItem *item = &items->at[i];
        GtkWidget *field;

        if (item->kind == OTR_ITEM_FOLDER) {
            GtkBox *inside;

            field = new_folder(item, &inside);
            gtk_box_pack_start(page, field, FALSE, FALSE, 0);
            g_ptr_array_index(fields, i) = field;
            i = build(inside, items, i + 1, fields);
            continue;
        }
        field = new_field(page, items, i);
        g_object_set_data_full(G_OBJECT(field), ID_DATA, g_strdup(item->id), g_free);
        g_ptr_array_index(fields, i) = field;
        i = item->kind == OTR_ITEM_CHOICE ? otr_items_skip(items, i + 1) : i + 1;
    }
    return i + 1;
}

GPtrArray *
otr_fields_build(GtkBox *page, const OtrItems *items)
{
    GPtrArray *fields = g_ptr_array_new();

    g_ptr_array_set_size(fields, (int) items->n);
    build(page, items, 0, fields);
    gtk_box_set_spacing(page, FIELD_GAP);
    otr_fields_update(fields, items);
    gtk_widget_show_all(GTK_WIDGET(page));
    return fields;
}

static void
update(GtkWidget *field, const OtrItem *item)
{
    gtk_widget_set_sensitive(field, item->sensitive);
    if (item->kind == OTR_ITEM_LABEL)
        set_text(GTK_LABEL(field), item->label);
    else if (item->kind == OTR_ITEM_CHOICE)
        otr_choice_set(field, item->value);
    else if (item->kind == OTR_ITEM_CHECK || item->kind == OTR_ITEM_ACTION)
        set_text(GTK_LABEL(gtk_bin_get_child(GTK_BIN(field))), item->label);
    if (item->kind == OTR_ITEM_CHECK)
        gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(field), strcmp(item->value, "1") == 0);
}

void
otr_fields_update(GPtrArray *fields, const OtrItems *items)
{
    updating = TRUE;
    for (size_t i = 0; i < items->n; i++)
        if (g_ptr_array_index(fields, i) != NULL)
            update(g_ptr_array_index(fields, i), &items->at[i]);
    updating = FALSE;
}
