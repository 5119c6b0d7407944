/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "own_traffic.h"

#include <string.h>

#include "otr_form.h"

/* A part of a cut message is base64: below this length some word of a person's could pass for one. */
enum { SHORTEST_PART = 16 };

typedef struct {
    char *contact;
    char *text; /* without blanks */
    size_t taken;
} Entry;

static GQueue entries = G_QUEUE_INIT;
static size_t bytes;

static char *
without_blanks(const char *text)
{
    char *copy = g_strdup(text);
    char *end = copy;

    for (const char *each = copy; *each != '\0'; each++)
        if (!g_ascii_isspace(*each))
            *end++ = *each;
    *end = '\0';
    return copy;
}

static void
drop(GList *link)
{
    Entry *entry = link->data;

    bytes -= strlen(entry->text);
    g_free(entry->contact);
    g_free(entry->text);
    g_free(entry);
    g_queue_delete_link(&entries, link);
}

gboolean
otr_own_traffic_add(const char *contact, const char *text)
{
    if (otr_form_of(text) == OTR_FORM_NONE)
        return FALSE;
    Entry *entry = g_new(Entry, 1);
    *entry = (Entry){g_strdup(contact), without_blanks(text), 0};
    bytes += strlen(entry->text);
    g_queue_push_tail(&entries, entry);
    while (bytes > OTR_OWN_TRAFFIC_BYTES && entries.length > 1)
        drop(entries.head);
    return TRUE;
}

gboolean
otr_own_traffic_holds(const char *contact, const char *text)
{
    char *wanted = without_blanks(text);
    gboolean found = FALSE;

    for (GList *each = entries.head; each != NULL && !found; each = each->next) {
        const Entry *entry = each->data;
        found = g_str_equal(entry->contact, contact) && g_str_equal(entry->text, wanted);
    }
    g_free(wanted);
    return found;
}

/* Whether `piece` is what comes next of this message. */
static gboolean
continues(const Entry *entry, const char *piece)
{
    const char *rest = entry->text + entry->taken;

    return g_str_has_prefix(rest, piece) && (strlen(piece) >= SHORTEST_PART || g_str_equal(rest, piece));
}

gboolean
otr_own_traffic_take(const char *contact, const char *piece)
{
    char *wanted = without_blanks(piece);
    GList *each = entries.head;

    while (each != NULL) {
        const Entry *entry = each->data;
        if (g_str_equal(entry->contact, contact) && continues(entry, wanted))
            break;
        each = each->next;
    }
    if (each != NULL) {
        Entry *entry = each->data;
        entry->taken += strlen(wanted);
        if (entry->text[entry->taken] == '\0')
            drop(each);
    }
    g_free(wanted);
    return each != NULL;
}

static gboolean
is_whole(const Entry *entry)
{
    const OtrForm form = otr_form_of(entry->text);

    return entry->taken == 0 && (form == OTR_FORM_ENCODED || form == OTR_FORM_FRAGMENT);
}

void
otr_own_traffic_take_all(const char *prefix,
                         void (*visit)(const char *contact, const char *text, gpointer data), gpointer data)
{
    GList *next;

    for (GList *each = entries.head; each != NULL; each = next) {
        const Entry *entry = each->data;
        next = each->next;
        if (!g_str_has_prefix(entry->contact, prefix) || !is_whole(entry))
            continue;
        visit(entry->contact, entry->text, data);
        drop(each);
    }
}

void
otr_own_traffic_forget(const char *prefix)
{
    GList *next;

    for (GList *each = entries.head; each != NULL; each = next) {
        const Entry *entry = each->data;
        next = each->next;
        if (g_str_has_prefix(entry->contact, prefix))
            drop(each);
    }
}
