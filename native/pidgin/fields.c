/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fields.h"

#include "choice.h"
#include "containers.h"
#include "entry.h"
#include "labels.h"
#include "picture.h"
#include "report.h"
#include "table.h"

#include <string.h>

#define BUTTONS_DATA "otr-buttons"

static void
check_used(GtkWidget *check, gpointer unused)
{
    (void) unused;
    otr_report(check, gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(check)) ? "1" : "0");
}

static void
choice_used(GtkWidget *combo, gpointer unused)
{
    const char *chosen = otr_choice_get(combo);

    (void) unused;
    if (chosen != NULL)
        otr_report(combo, chosen);
}

static void
action_used(GtkWidget *button, gpointer unused)
{
    (void) unused;
    otr_report(button, "");
}

static GtkWidget *
new_choice(GtkBox *row, const OtrItems *items, size_t at)
{
    GtkWidget *choice = otr_choice_new(row, items, at);

    g_signal_connect(choice, "changed", G_CALLBACK(choice_used), NULL);
    return choice;
}

static GtkWidget *
new_check(void)
{
    GtkWidget *check = gtk_check_button_new_with_mnemonic(""); /* the first update sets the text */

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

/* A row for what stands side by side: adjacent buttons share one. */
static GtkBox *
row_for(GtkBox *page, OtrItemKind kind)
{
    const gboolean of_buttons = kind == OTR_ITEM_ACTION;
    GList *children = gtk_container_get_children(GTK_CONTAINER(page));
    GtkWidget *row = children == NULL ? NULL : g_list_last(children)->data;

    g_list_free(children);
    if (of_buttons && row != NULL && g_object_get_data(G_OBJECT(row), BUTTONS_DATA) != NULL)
        return GTK_BOX(row);
    /* no button box: one long label would make all buttons as wide */
    row = gtk_hbox_new(FALSE, of_buttons ? FIELD_GAP : INDENT);
    g_object_set_data(G_OBJECT(row), BUTTONS_DATA, GINT_TO_POINTER(of_buttons));
    gtk_box_pack_start(page, row, FALSE, FALSE, 0);
    return GTK_BOX(row);
}

/* Fields that take a whole row: they pack themselves. */
static GtkWidget *
new_wide_field(GtkBox *page, const OtrItems *items, size_t at)
{
    const OtrItem *item = &items->at[at];

    switch (item->kind) {
    case OTR_ITEM_TABLE:
        return otr_table_new(page, items, at);
    case OTR_ITEM_CHOICE:
        return new_choice(row_for(page, item->kind), items, at);
    case OTR_ITEM_ENTRY:
    case OTR_ITEM_SECRET:
        return otr_entry_new(row_for(page, item->kind), item);
    case OTR_ITEM_COPYABLE:
        return otr_copyable_new(row_for(page, item->kind), item);
    default:
        return NULL;
    }
}

static GtkWidget *
new_narrow_field(const OtrItem *item)
{
    switch (item->kind) {
    case OTR_ITEM_ACTION:
        return new_action(item);
    case OTR_ITEM_CHECK:
        return new_check();
    case OTR_ITEM_SEPARATOR:
        return gtk_hseparator_new();
    case OTR_ITEM_EXPLANATION:
        return otr_explanation_new(item);
    case OTR_ITEM_PROGRESS:
        return gtk_progress_bar_new();
    case OTR_ITEM_PICTURE:
        return otr_picture_new(item);
    default:
        return otr_label_new(item);
    }
}

static GtkWidget *
new_field(GtkBox *page, const OtrItems *items, size_t at)
{
    const OtrItemKind kind = items->at[at].kind;
    GtkWidget *field = new_wide_field(page, items, at);

    if (field == NULL) {
        field = new_narrow_field(&items->at[at]);
        gtk_box_pack_start(row_for(page, kind), field,
                           kind == OTR_ITEM_SEPARATOR || kind == OTR_ITEM_PROGRESS, TRUE, 0);
    }
    return field;
}

/* What holds others: its widget, and in `inside` the one that those go into. NULL: it is an ordinary field. */
static GtkWidget *
new_container(GtkWidget *outer, const OtrItem *item, GtkWidget **inside)
{
    GtkBox *box = NULL;
    GtkWidget *widget = NULL;

    switch (item->kind) {
    case OTR_ITEM_FOLDER:
        widget = otr_section_new(item, &box);
        break;
    case OTR_ITEM_PAGES:
        *inside = widget = otr_tabs_new(item);
        break;
    case OTR_ITEM_PAGE:
        box = otr_tabs_add(outer, item);
        *inside = GTK_WIDGET(box);
        return gtk_widget_get_parent(*inside);
    case OTR_ITEM_ALTERNATIVES:
        *inside = widget = otr_alternatives_new(item);
        break;
    case OTR_ITEM_ALTERNATIVE:
        widget = otr_alternatives_add(outer, item, &box);
        *inside = GTK_WIDGET(box);
        return widget;
    default:
        return NULL;
    }
    if (box != NULL)
        *inside = GTK_WIDGET(box);
    gtk_box_pack_start(GTK_BOX(outer), widget, item->kind == OTR_ITEM_PAGES, TRUE, 0);
    return widget;
}

typedef struct {
    int window;
    const OtrItems *items;
    GPtrArray *fields;
} Build;

/* Builds from item `from` to the END of that list; returns the index after it. */
static size_t
build(Build *to, GtkWidget *outer, size_t from)
{
    const OtrItems *items = to->items;
    size_t i = from;

    while (i < items->n && items->at[i].kind != OTR_ITEM_END) {
        const OtrItem *item = &items->at[i];
        GtkWidget *inside = NULL;
        GtkWidget *widget = new_container(outer, item, &inside);

        if (widget == NULL)
            widget = new_field(GTK_BOX(outer), items, i);
        otr_report_as(widget, to->window, item->id);
        g_ptr_array_index(to->fields, i) = widget;
        if (inside != NULL) {
            i = build(to, inside, i + 1);
            gtk_widget_show_all(inside); /* what it stands in may be hidden */
        } else {
            i = item->kind == OTR_ITEM_CHOICE || item->kind == OTR_ITEM_TABLE ? otr_items_skip(items, i + 1)
                                                                              : i + 1;
        }
    }
    return i + 1;
}

GPtrArray *
otr_fields_build(int window, GtkBox *page, const OtrItems *items)
{
    Build to = {window, items, g_ptr_array_new()};

    g_ptr_array_set_size(to.fields, (int) items->n);
    otr_report_hush();
    build(&to, GTK_WIDGET(page), 0);
    gtk_box_set_spacing(page, FIELD_GAP);
    gtk_widget_show_all(GTK_WIDGET(page));
    for (size_t i = 0; i < items->n; i++)
        if (items->at[i].kind == OTR_ITEM_PAGES) /* GTK brings the first one in front by itself */
            otr_tabs_set(g_ptr_array_index(to.fields, i), items->at[i].value);
    otr_report_resume();
    otr_fields_update(to.fields, items, items);
    return to.fields;
}

static void
set_progress(GtkProgressBar *bar, const OtrItem *item)
{
    gtk_progress_bar_set_fraction(bar, CLAMP(g_ascii_strtod(item->value, NULL) / 100, 0, 1));
    gtk_progress_bar_set_text(bar, item->label);
    atk_object_set_name(gtk_widget_get_accessible(GTK_WIDGET(bar)), item->label);
}

static void
update(GtkWidget *field, const OtrItem *before, const OtrItem *now)
{
    switch (now->kind) {
    case OTR_ITEM_LABEL:
        otr_label_set(GTK_LABEL(field), now->label);
        break;
    case OTR_ITEM_EXPLANATION:
        otr_explanation_set(field, now->label, now->value);
        break;
    case OTR_ITEM_COPYABLE:
        otr_copyable_set(GTK_LABEL(field), now->value);
        break;
    case OTR_ITEM_CHECK:
        gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(field), strcmp(now->value, "1") == 0);
        /* fall through */
    case OTR_ITEM_ACTION:
        otr_label_set(GTK_LABEL(gtk_bin_get_child(GTK_BIN(field))), now->label);
        break;
    case OTR_ITEM_CHOICE:
        otr_choice_set(field, now->value);
        break;
    case OTR_ITEM_PAGES:
        if (strcmp(before->value, now->value) != 0)
            otr_tabs_set(field, now->value);
        break;
    case OTR_ITEM_ALTERNATIVES:
        otr_alternatives_set(field, now->value);
        break;
    case OTR_ITEM_ENTRY:
    case OTR_ITEM_SECRET:
        otr_entry_set(field, before, now);
        break;
    case OTR_ITEM_TABLE:
        otr_table_set(field, now->value);
        break;
    case OTR_ITEM_PROGRESS:
        set_progress(GTK_PROGRESS_BAR(field), now);
        break;
    case OTR_ITEM_PICTURE:
        otr_picture_set(field, now->value);
        break;
    default:
        break;
    }
}

void
otr_fields_update(GPtrArray *fields, const OtrItems *before, const OtrItems *now)
{
    otr_report_hush();
    for (size_t i = 0; i < now->n; i++) {
        GtkWidget *field = g_ptr_array_index(fields, i);

        if (field == NULL)
            continue;
        gtk_widget_set_sensitive(field, now->at[i].sensitive);
        update(field, &before->at[i], &now->at[i]);
    }
    otr_report_resume();
}
