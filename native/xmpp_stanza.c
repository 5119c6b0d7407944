/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xmpp_stanza.h"

#define OTR "urn:xmpp:otr:0"
#define HINTS "urn:xmpp:hints"
#define OUT_OF_BAND "jabber:x:oob"

/* Collects the character data below a node. */
static void
gather(xmlnode *node, GString *text)
{
    for (xmlnode *child = node->child; child != NULL; child = child->next) {
        if (child->type == XMLNODE_TYPE_DATA)
            g_string_append_len(text, child->data, (gssize)child->data_sz);
        else if (child->type == XMLNODE_TYPE_TAG)
            gather(child, text);
    }
}

/* XEP-0071 html and every language's body and subject; the address of a file and what is said of it (XEP-0066). */
static gboolean
is_read(xmlnode *child)
{
    static const char *const names[] = {"body", "subject", "html", NULL};

    if (child->type != XMLNODE_TYPE_TAG)
        return FALSE;
    return g_strv_contains(names, child->name) || purple_strequal(xmlnode_get_namespace(child), OUT_OF_BAND);
}

char **
otr_xmpp_stanza_texts(xmlnode *stanza)
{
    GPtrArray *texts = g_ptr_array_new();
    const gboolean is_personal = purple_strequal(stanza->name, "message") &&
                                 !purple_strequal(xmlnode_get_attrib(stanza, "type"), "groupchat");

    for (xmlnode *child = stanza->child; is_personal && child != NULL; child = child->next) {
        GString *text = g_string_new("");
        if (is_read(child))
            gather(child, text);
        if (text->len > 0)
            g_ptr_array_add(texts, g_strdup(text->str));
        g_string_free(text, TRUE);
    }
    g_ptr_array_add(texts, NULL);
    return (char **)g_ptr_array_free(texts, FALSE);
}

static xmlnode *
add(xmlnode *stanza, const char *name, const char *namespace)
{
    xmlnode *child = xmlnode_new_child(stanza, name);

    xmlnode_set_namespace(child, namespace);
    return child;
}

void
otr_xmpp_stanza_blank(xmlnode *stanza)
{
    static unsigned count;
    char *id = g_strdup_printf("otr-ts-%u", count++);

    while (stanza->child != NULL)
        xmlnode_free(stanza->child);
    g_free(stanza->name);
    stanza->name = g_strdup("iq");
    xmlnode_set_attrib(stanza, "type", "get");
    xmlnode_set_attrib(stanza, "id", id);
    add(stanza, "ping", "urn:xmpp:ping");
    g_free(id);
}

void
otr_xmpp_stanza_add_hints(xmlnode *stanza)
{
    xmlnode *encryption = add(stanza, "encryption", "urn:xmpp:eme:0");

    xmlnode_set_attrib(encryption, "namespace", OTR);
    xmlnode_set_attrib(encryption, "name", "OTR");
    add(stanza, "no-copy", HINTS);
    add(stanza, "no-permanent-store", HINTS);
    add(stanza, "private", "urn:xmpp:carbons:2");
}
