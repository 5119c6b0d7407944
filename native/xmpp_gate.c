/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "contact_key.h"
#include "otr_form.h"
#include "own_traffic.h"
#include "protection.h"
#include "wire_gate.h"
#include "withheld.h"
#include "xmpp_stanza.h"

typedef gboolean (*IsOwn)(const char *contact, const char *text);

static gboolean
all_own(PurpleAccount *account, const char *who, char **texts, IsOwn is_own)
{
    char *contact = otr_contact_key(account, who);
    const gboolean own = is_own(contact, texts[0]);
    gboolean same = own;

    /* the same again as XHTML is no other text */
    for (char **each = texts; same && *each != NULL; each++)
        same = strcmp(*each, texts[0]) == 0;
    g_free(contact);
    return same;
}

static void
tell(PurpleAccount *account, const char *to, char **texts)
{
    char *who = g_strdup(purple_normalize(account, to));

    otr_withheld_add(account, who, texts[0]);
    g_free(who);
}

/* FALSE: it would bring text in clear to somebody who is protected; the person has been told. *own tells whether
   the text came out of the engine. */
static gboolean
may_go(PurpleAccount *account, xmlnode *stanza, IsOwn is_own, gboolean *own)
{
    char **texts = otr_xmpp_stanza_texts(stanza);
    const char *to = xmlnode_get_attrib(stanza, "to");
    gboolean goes = TRUE;

    *own = texts[0] != NULL && to != NULL && all_own(account, to, texts, is_own);
    if (texts[0] != NULL && to != NULL && !*own && otr_protection_covers(account, to)) {
        tell(account, to, texts);
        goes = FALSE;
    }
    g_strfreev(texts);
    return goes;
}

/* Only what is sealed: a query or an error has to be read by everybody. */
static gboolean
is_sealed(xmlnode *stanza)
{
    char **texts = otr_xmpp_stanza_texts(stanza);
    const OtrForm form = texts[0] == NULL ? OTR_FORM_NONE : otr_form_of(texts[0]);

    g_strfreev(texts);
    return form == OTR_FORM_ENCODED || form == OTR_FORM_FRAGMENT;
}

void
otr_xmpp_gate_stanza(PurpleConnection *connection, xmlnode **stanza, gpointer unused)
{
    gboolean own = FALSE;

    (void)unused;
    if (*stanza == NULL)
        return;
    if (!may_go(purple_connection_get_account(connection), *stanza, otr_own_traffic_holds, &own))
        otr_xmpp_stanza_blank(*stanza);
    else if (own && is_sealed(*stanza))
        otr_xmpp_stanza_add_hints(*stanza);
}

/* The stream's own beginning and end, and the blank that keeps it alive, are no stanzas. */
static gboolean
is_of_stream(const char *text)
{
    static const char *const marks[] = {"<?xml", "<stream:stream", "</stream:stream>"};

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (g_str_has_prefix(text, marks[i]))
            return strstr(text, "<message") == NULL;
    return text[strspn(text, " \t\r\n")] == '\0';
}

/* Stanzas as text: most have passed as nodes a moment ago, some come from where there are none (send_raw). */
static gboolean
text_may_go(PurpleAccount *account, const char *text, IsOwn is_own)
{
    if (is_of_stream(text) || (strstr(text, "<message") == NULL && !otr_protection_any(account)))
        return TRUE;
    char *document = g_strconcat("<r xmlns:stream='http://etherx.jabber.org/streams'>", text, "</r>", NULL);
    xmlnode *root = xmlnode_from_str(document, -1);
    gboolean goes = root != NULL || !otr_protection_any(account);
    gboolean own;

    for (xmlnode *each = root == NULL ? NULL : root->child; each != NULL; each = each->next)
        if (each->type == XMLNODE_TYPE_TAG && !may_go(account, each, is_own, &own))
            goes = FALSE;
    if (root != NULL)
        xmlnode_free(root);
    g_free(document);
    return goes;
}

gboolean
otr_xmpp_gate_raw_may_go(PurpleAccount *account, const char *text)
{
    return text_may_go(account, text, otr_own_traffic_holds);
}

void
otr_xmpp_gate_text(PurpleConnection *connection, char **text, gpointer unused)
{
    (void)unused;
    /* NULL is taken for "somebody else has sent it" here; the text belongs to whoever made it */
    if (*text != NULL &&
        !text_may_go(purple_connection_get_account(connection), *text, otr_own_traffic_take))
        *text = NULL;
}
