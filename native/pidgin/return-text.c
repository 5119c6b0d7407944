/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "return-text.h"

#include <gtkconv.h>
#include <gtkimhtml.h>

static GHashTable *kept; /* PurpleConversation * → GString * of HTML; NULL when there is none */

static void
free_text(gpointer text)
{
    g_string_free(text, TRUE);
}

void
otr_return_text_keep(PurpleConversation *conv, const char *html)
{
    GString *text;

    if (kept == NULL)
        kept = g_hash_table_new_full(NULL, NULL, NULL, free_text);
    text = g_hash_table_lookup(kept, conv);
    if (text == NULL) {
        text = g_string_new(html);
        g_hash_table_insert(kept, conv, text);
        return;
    }
    /* Pidgin sends the lines of one entry one by one where the protocol has no newlines */
    g_string_append(text, "<br>");
    g_string_append(text, html);
}

/* Tags in HTML *toggle* what the cursor types: left over from the last line, bold would turn around. */
static void
type_plainly(GtkIMHtml *entry)
{
    if (entry->edit.bold)
        gtk_imhtml_toggle_bold(entry);
    if (entry->edit.italic)
        gtk_imhtml_toggle_italic(entry);
    if (entry->edit.underline)
        gtk_imhtml_toggle_underline(entry);
    if (entry->edit.strike)
        gtk_imhtml_toggle_strike(entry);
}

static void
put_back(GtkIMHtml *entry, GString *text)
{
    GtkTextBuffer *buffer = gtk_text_view_get_buffer(GTK_TEXT_VIEW(entry));
    GtkTextIter at;

    if (gtk_text_buffer_get_char_count(buffer) > 0)
        g_string_append(text, "<br>");
    gtk_text_buffer_get_end_iter(buffer, &at);
    gtk_text_buffer_place_cursor(buffer, &at); /* nothing is selected, so the toggles change no text */
    type_plainly(entry);
    gtk_text_buffer_get_start_iter(buffer, &at);
    gtk_imhtml_insert_html_at_iter(entry, text->str, 0, &at);
    gtk_text_buffer_get_end_iter(buffer, &at);
    gtk_text_buffer_place_cursor(buffer, &at);
    gtk_text_view_scroll_mark_onscreen(GTK_TEXT_VIEW(entry), gtk_text_buffer_get_insert(buffer));
}

/*
 * The conversations of one contact share an entry. Text waits until its own conversation is the active
 * one there: anywhere else, Enter would send it to another account.
 */
static gboolean
deliver_one(gpointer key, gpointer text, gpointer unused)
{
    PurpleConversation *conv = key;
    PidginConversation *gtkconv;

    (void) unused;
    gtkconv = PIDGIN_IS_PIDGIN_CONVERSATION(conv) ? PIDGIN_CONVERSATION(conv) : NULL;
    if (gtkconv == NULL || gtkconv->active_conv != conv)
        return FALSE;
    put_back(GTK_IMHTML(gtkconv->entry), text);
    return TRUE;
}

void
otr_return_text_deliver(void)
{
    if (kept != NULL)
        g_hash_table_foreach_remove(kept, deliver_one, NULL);
}

void
otr_return_text_forget(PurpleConversation *conv)
{
    if (kept != NULL)
        g_hash_table_remove(kept, conv);
}

void
otr_return_text_forget_all(void)
{
    if (kept != NULL)
        g_hash_table_destroy(kept);
    kept = NULL;
}
