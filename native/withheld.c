/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "withheld.h"

#include <string.h>

#include "notice.h"
#include "text.h"

typedef struct {
    char *protocol, *username, *who;
    GString *html;
} Withheld;

static GSList *all; /* Withheld *, the latest first */
static guint timer;

static void
tell(gpointer data, gpointer unused)
{
    Withheld *withheld = data;

    (void)unused;
    otr_notice_hand_back(withheld->protocol, withheld->username, withheld->who, withheld->html->str,
                         _("Not sent: it would have left without encryption, although this conversation is "
                           "private or has to be. You have your text back."));
    g_free(withheld->protocol);
    g_free(withheld->username);
    g_free(withheld->who);
    g_string_free(withheld->html, TRUE);
    g_free(withheld);
}

void
otr_withheld_flush(void)
{
    GSList *now = g_slist_reverse(all);

    all = NULL;
    if (timer != 0)
        g_source_remove(timer);
    timer = 0;
    g_slist_foreach(now, tell, NULL);
    g_slist_free(now);
}

static gboolean
flush(gpointer unused)
{
    (void)unused;
    timer = 0;
    otr_withheld_flush();
    return G_SOURCE_REMOVE;
}

static Withheld *
find(const char *protocol, const char *username, const char *who)
{
    for (GSList *each = all; each != NULL; each = each->next) {
        Withheld *withheld = each->data;
        if (g_str_equal(withheld->protocol, protocol) && g_str_equal(withheld->username, username) &&
            g_str_equal(withheld->who, who))
            return withheld;
    }
    return NULL;
}

void
otr_withheld_add(PurpleAccount *account, const char *who, const char *text)
{
    const char *protocol = purple_account_get_protocol_id(account);
    const char *username = purple_account_get_username(account);
    Withheld *withheld = find(protocol, username, who);

    if (withheld == NULL) {
        withheld = g_new(Withheld, 1);
        *withheld = (Withheld){g_strdup(protocol), g_strdup(username), g_strdup(who), g_string_new("")};
        all = g_slist_prepend(all, withheld);
    } else {
        g_string_append(withheld->html, "<br>");
    }
    char *html = g_markup_escape_text(text, -1);
    g_string_append(withheld->html, html);
    g_free(html);
    if (timer == 0)
        timer = g_idle_add_full(G_PRIORITY_DEFAULT, flush, NULL, NULL);
}
