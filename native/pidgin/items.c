/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _DEFAULT_SOURCE /* explicit_bzero */
#include "items.h"

#include <string.h>

static char *
copy_text(const char *text)
{
    return g_strdup(text != NULL ? text : "");
}

OtrItems
otr_items_copy(const OtrItem *items, size_t n)
{
    OtrItems copy = {g_new0(OtrItem, n), n};

    for (size_t i = 0; i < n; i++)
        copy.at[i] = (OtrItem){
            .kind = items[i].kind,
            .id = copy_text(items[i].id),
            .label = copy_text(items[i].label),
            .value = copy_text(items[i].value),
            .note = copy_text(items[i].note),
            .sensitive = items[i].sensitive,
        };
    return copy;
}

void
otr_items_clear(OtrItems *items)
{
    for (size_t i = 0; i < items->n; i++) {
        g_free((char *) items->at[i].id);
        g_free((char *) items->at[i].label);
        g_free((char *) items->at[i].value);
        g_free((char *) items->at[i].note);
    }
    g_free(items->at);
    *items = (OtrItems){NULL, 0};
}

void
otr_items_clear_secret(OtrItems *items)
{
    for (size_t i = 0; i < items->n; i++)
        explicit_bzero((char *) items->at[i].value, strlen(items->at[i].value));
    otr_items_clear(items);
}

/* What changes in place: texts that stand for themselves. Headings, captions and options are written once. */
static gboolean
label_is_shape(OtrItemKind kind)
{
    return kind != OTR_ITEM_ACTION && kind != OTR_ITEM_CHECK && kind != OTR_ITEM_LABEL &&
           kind != OTR_ITEM_EXPLANATION && kind != OTR_ITEM_PROGRESS;
}

static gboolean
opens_list(OtrItemKind kind)
{
    return kind == OTR_ITEM_FOLDER || kind == OTR_ITEM_CHOICE || kind == OTR_ITEM_PAGES || kind == OTR_ITEM_PAGE ||
           kind == OTR_ITEM_ALTERNATIVES || kind == OTR_ITEM_ALTERNATIVE || kind == OTR_ITEM_TABLE;
}

gboolean
otr_items_same_shape(const OtrItems *one, const OtrItems *other)
{
    if (one->n != other->n)
        return FALSE;
    for (size_t i = 0; i < one->n; i++) {
        const OtrItem *a = &one->at[i];
        const OtrItem *b = &other->at[i];

        if (a->kind != b->kind || strcmp(a->id, b->id) != 0)
            return FALSE;
        if (label_is_shape(a->kind) && strcmp(a->label, b->label) != 0)
            return FALSE;
    }
    return TRUE;
}

size_t
otr_items_skip(const OtrItems *items, size_t from)
{
    size_t depth = 1;
    size_t i = from;

    while (i < items->n && depth > 0) {
        OtrItemKind kind = items->at[i++].kind;

        if (opens_list(kind))
            depth++;
        else if (kind == OTR_ITEM_END)
            depth--;
    }
    return i;
}

char *
otr_items_plain_label(const OtrItem *item)
{
    GString *plain = g_string_new(NULL);

    for (const char *at = item->label; *at != '\0'; at++) {
        if (*at == '_' && at[1] != '\0')
            at++;
        g_string_append_c(plain, *at);
    }
    return g_string_free(plain, FALSE);
}
