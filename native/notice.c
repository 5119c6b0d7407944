/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "notice.h"

#include <time.h>

#include "lookup.h"
#include "objects.h"
#include "text.h"
#include "wrap.h"

/* What lines of ours begin with; nobody else's do. */
#define MARK "[OTR]"

static void
write_html(PurpleConversation *conversation, const char *html)
{
    purple_conversation_write(conversation, NULL, html,
                              PURPLE_MESSAGE_SYSTEM | PURPLE_MESSAGE_NO_LOG | PURPLE_MESSAGE_NO_LINKIFY,
                              time(NULL));
}

static void
write_plain(PurpleConversation *conversation, const char *text)
{
    /* the mark of all our lines, which nobody else's text can have (src/controller/own-mark.ts) */
    char *html = g_markup_printf_escaped("[OTR] %s", text);

    write_html(conversation, html);
    g_free(html);
}

static void
write_unsent(PurpleConversation *conversation, const char *reason, const char *text)
{
    char *start = g_markup_escape_text(reason, -1);
    char *html = g_strdup_printf("%s %s %s", MARK, start, text);

    write_html(conversation, html);
    g_free(html);
    g_free(start);
}

void
otr_notice_line(const char *protocol, const char *username, const char *who, const char *reason)
{
    PurpleConversation *conversation = otr_lookup_or_open(protocol, username, who);

    if (conversation != NULL)
        write_plain(conversation, reason);
}

void
otr_notice_unsent(const char *protocol, const char *username, const char *who, const char *reason,
                  const char *text)
{
    PurpleConversation *conversation = otr_lookup_or_open(protocol, username, who);

    if (conversation != NULL)
        write_unsent(conversation, reason, text);
}

void
otr_notice_hand_back(const char *protocol, const char *username, const char *who, const char *text,
                     const char *reason)
{
    PurpleConversation *conversation = otr_lookup_or_open(protocol, username, who);
    const OtrPidgin *pidgin = otr_objects_pidgin();

    if (conversation == NULL) {
        char *plain = purple_markup_strip_html(text);
        otr_notice_window(_("A message was not sent."), plain);
        g_free(plain);
        return;
    }
    if (reason != NULL)
        write_plain(conversation, reason);
    if (pidgin != NULL)
        pidgin->return_text(conversation, text);
    else
        /* there is no entry to put it back into: to be read, and copied */
        write_unsent(conversation, _("Not sent:"), text);
}

void
otr_notice_window(const char *primary, const char *secondary)
{
    char *first = g_strdup(primary), *rest = g_strdup(secondary);

    otr_wrap_for_ui(first);
    if (rest != NULL)
        otr_wrap_for_ui(rest);
    purple_notify_error(NULL, _("Off-the-Record Messaging"), first, rest);
    g_free(first);
    g_free(rest);
}
