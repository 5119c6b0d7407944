/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "form.h"

#include "containers.h"
#include "model.h"
#include "fields.h"
#include "report.h"

#include <string.h>

struct OtrForm {
    int window;
    GtkWidget *box;
    OtrItems shown;    /* what its widgets were last updated with */
    GPtrArray *fields; /* … one for each item; NULL before anything was shown */
};

OtrForm *
otr_form_new(int window)
{
    OtrForm *form = g_new0(OtrForm, 1);

    form->window = window;
    form->box = g_object_ref_sink(gtk_vbox_new(FALSE, 0));
    return form;
}

static void
empty(OtrForm *form)
{
    if (form->fields != NULL)
        g_ptr_array_free(form->fields, TRUE);
    form->fields = NULL;
    otr_items_clear(&form->shown);
    otr_report_hush(); /* a page that goes brings another one in front */
    gtk_container_foreach(GTK_CONTAINER(form->box), (GtkCallback) G_CALLBACK(gtk_widget_destroy), NULL);
    otr_report_resume();
}

void
otr_form_free(OtrForm *form)
{
    empty(form);
    g_object_unref(form->box);
    g_free(form);
}

GtkWidget *
otr_form_widget(OtrForm *form)
{
    return form->box;
}

static GtkWidget *
field_at(const OtrForm *form, size_t i)
{
    return form->fields == NULL ? NULL : g_ptr_array_index(form->fields, i);
}

/* The item with that id and kind; the number of items when there is none. */
static size_t
find(const OtrItems *items, OtrItemKind kind, const char *id)
{
    size_t i = 0;

    while (i < items->n && (items->at[i].kind != kind || strcmp(items->at[i].id, id) != 0))
        i++;
    return i;
}

static gboolean
is_entry(OtrItemKind kind)
{
    return kind == OTR_ITEM_ENTRY || kind == OTR_ITEM_SECRET;
}

/* What the person has done to a field, which the engine need not know; NULL: nothing of that kind. */
static const char *
typed_in(const OtrForm *form, size_t i)
{
    const OtrItemKind kind = form->shown.at[i].kind;

    if (is_entry(kind))
        return gtk_entry_get_text(GTK_ENTRY(field_at(form, i)));
    return kind == OTR_ITEM_PAGES ? otr_tabs_get(field_at(form, i)) : NULL;
}

/* Takes over into `next` what was typed where the engine's own value is the same as before. */
static void
keep_typed(const OtrForm *form, OtrItems *next)
{
    for (size_t i = 0; i < form->shown.n; i++) {
        const OtrItem *old = &form->shown.at[i];
        const char *typed = typed_in(form, i);
        size_t at;

        if (typed == NULL)
            continue;
        at = find(next, old->kind, old->id);
        if (at == next->n || strcmp(next->at[at].value, old->value) != 0)
            continue;
        g_free((char *) next->at[at].value);
        next->at[at].value = g_strdup(typed);
    }
}

/* The id of the field with the keyboard, owned by the caller; NULL if none has it. */
static char *
focused_id(const OtrForm *form)
{
    GtkWidget *top = gtk_widget_get_toplevel(form->box);
    GtkWidget *focus = GTK_IS_WINDOW(top) ? gtk_window_get_focus(GTK_WINDOW(top)) : NULL;

    for (size_t i = 0; focus != NULL && i < form->shown.n; i++) {
        GtkWidget *field = field_at(form, i);

        if (field != NULL && form->shown.at[i].kind != OTR_ITEM_FOLDER &&
            (field == focus || gtk_widget_is_ancestor(focus, field)))
            return g_strdup(form->shown.at[i].id);
    }
    return NULL;
}

static void
focus_id(const OtrForm *form, const char *id)
{
    for (size_t i = 0; i < form->shown.n; i++) {
        GtkWidget *field = field_at(form, i);

        if (field == NULL || *id == '\0' || strcmp(form->shown.at[i].id, id) != 0)
            continue;
        gtk_widget_child_focus(field, GTK_DIR_TAB_FORWARD);
        if (is_entry(form->shown.at[i].kind)) /* GTK selects it all: the next letter would replace it */
            gtk_editable_set_position(GTK_EDITABLE(field), -1);
        return;
    }
}

static void
rebuild(OtrForm *form, const OtrItems *wanted)
{
    char *focus = focused_id(form);
    OtrItems next = otr_items_copy(wanted->at, wanted->n);

    if (form->fields != NULL)
        keep_typed(form, &next);
    empty(form);
    form->fields = otr_fields_build(form->window, GTK_BOX(form->box), &next);
    otr_items_clear_secret(&next);
    form->shown = otr_items_copy(wanted->at, wanted->n);
    if (focus != NULL)
        focus_id(form, focus);
    g_free(focus);
}

void
otr_form_show(OtrForm *form, const OtrItems *wanted)
{
    gtk_widget_set_sensitive(form->box, otr_model_events() != NULL);
    /* widgets that stay keep the focus, the scroll position, and quiet for a screen reader */
    if (form->fields == NULL || !otr_items_same_shape(&form->shown, wanted)) {
        rebuild(form, wanted);
        return;
    }
    otr_fields_update(form->fields, &form->shown, wanted);
    otr_items_clear(&form->shown);
    form->shown = otr_items_copy(wanted->at, wanted->n);
}

gboolean
otr_form_focus(OtrForm *form)
{
    for (size_t i = 0; i < form->shown.n; i++) {
        GtkWidget *field = field_at(form, i);

        /* one that is not asked for at present is hidden with what it stands in */
        if (!is_entry(form->shown.at[i].kind) || !gtk_widget_is_sensitive(field) || !gtk_widget_get_mapped(field))
            continue;
        gtk_widget_grab_focus(field);
        return TRUE;
    }
    return FALSE;
}

OtrItems
otr_form_secrets(OtrForm *form)
{
    OtrItems secrets = {g_new0(OtrItem, form->shown.n + 1), 0};

    for (size_t i = 0; i < form->shown.n; i++) {
        OtrItem *secret = &secrets.at[secrets.n];

        if (form->shown.at[i].kind != OTR_ITEM_SECRET)
            continue;
        secret->kind = OTR_ITEM_SECRET;
        secret->id = g_strdup(form->shown.at[i].id);
        secret->value = g_strdup(gtk_entry_get_text(GTK_ENTRY(field_at(form, i))));
        secrets.n++;
    }
    return secrets;
}
