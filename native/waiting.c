/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _DEFAULT_SOURCE /* explicit_bzero */
#include "waiting.h"

#include <string.h>

static GQueue queue = G_QUEUE_INIT;

static void
wipe(const char *text)
{
    explicit_bzero((char *)text, strlen(text));
    g_free((char *)text);
}

static void
discard(OtrMessage *message)
{
    g_free((char *)message->protocol);
    g_free((char *)message->username);
    g_free((char *)message->who);
    wipe(message->text);
    g_free(message);
}

gboolean
otr_waiting_add(const OtrMessage *message)
{
    if (g_queue_get_length(&queue) >= OTR_WAITING_LIMIT)
        return FALSE;
    OtrMessage *copy = g_new(OtrMessage, 1);
    *copy = *message;
    copy->protocol = g_strdup(message->protocol);
    copy->username = g_strdup(message->username);
    copy->who = g_strdup(message->who);
    copy->text = g_strdup(message->text);
    g_queue_push_tail(&queue, copy);
    return TRUE;
}

void
otr_waiting_each(void (*visit)(const OtrMessage *message))
{
    for (GList *each = queue.head; each != NULL; each = each->next)
        visit(each->data);
}

void
otr_waiting_release(void (*release)(const OtrMessage *message))
{
    for (guint left = g_queue_get_length(&queue); left > 0; left--) {
        OtrMessage *message = g_queue_pop_head(&queue);
        release(message);
        discard(message);
    }
}
