/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What somebody could read in a stanza (RFC 6121 §5.2, XEP-0071, XEP-0066), and what is made of it. */
#include "xmpp_stanza.h"

/* libpurple's own, without which it can make no xmlnode */
void purple_dbus_init_ids(void);

static const struct {
    const char *stanza, *texts; /* joined by "|" */
} table[] = {
    {"<message to='b'><body>hello</body></message>", "hello"},
    {"<message to='b' type='chat'><body>hello</body></message>", "hello"},
    {"<message to='b' type='headline'><body>hello</body></message>", "hello"},
    {"<message xmlns='jabber:client' to='b'><body>hello</body></message>", "hello"},
    {"<message to='b'><body xml:lang='en'>hello</body><body xml:lang='fr'>salut</body></message>", "hello|salut"},
    {"<message to='b'><subject>hello</subject></message>", "hello"},
    {"<message to='b'><html xmlns='http://jabber.org/protocol/xhtml-im'><body "
     "xmlns='http://www.w3.org/1999/xhtml'><p>hel<b>lo</b></p></body></html></message>",
     "hello"},
    {"<message to='b'><body>?OTR:AAMD.</body><html><body>hello</body></html></message>", "?OTR:AAMD.|hello"},
    {"<message to='b'><active xmlns='http://jabber.org/protocol/chatstates'/><body>hello</body></message>",
     "hello"},
    {"<message to='b'><x xmlns='jabber:x:oob'><url>http://x.example/</url></x></message>", "http://x.example/"},
    /* nothing to read */
    {"<message to='b'/>", ""},
    {"<message to='b'><body/></message>", ""},
    {"<message to='b'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>", ""},
    {"<message to='b'><received xmlns='urn:xmpp:receipts' id='1'/><thread>t</thread></message>", ""},
    {"<message to='room' type='groupchat'><body>hello</body></message>", ""},
    {"<iq to='b' type='set'><query><body>hello</body></query></iq>", ""},
    {"<presence to='b'><status>hello</status></presence>", ""},
};

static void
follows_the_table(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        xmlnode *stanza = xmlnode_from_str(table[i].stanza, -1);
        char **texts = otr_xmpp_stanza_texts(stanza);
        char *joined = g_strjoinv("|", texts);
        g_test_message("%s", table[i].stanza);
        g_assert_cmpstr(joined, ==, table[i].texts);
        g_free(joined);
        g_strfreev(texts);
        xmlnode_free(stanza);
    }
}

static void
says_nothing_when_blank(void)
{
    xmlnode *stanza = xmlnode_from_str(table[0].stanza, -1);

    otr_xmpp_stanza_blank(stanza);
    char *text = xmlnode_to_str(stanza, NULL);
    g_assert_cmpstr(text, ==, "<iq type='get' id='otr-ts-0'><ping xmlns='urn:xmpp:ping'/></iq>");
    g_free(text);
    xmlnode_free(stanza);
}

static void
adds_hints(void)
{
    xmlnode *stanza = xmlnode_from_str("<message to='b'><body>?OTR:AAMD.</body></message>", -1);

    otr_xmpp_stanza_add_hints(stanza);
    char *text = xmlnode_to_str(stanza, NULL);
    g_assert_cmpstr(text, ==,
                    "<message to='b'><body>?OTR:AAMD.</body>"
                    "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:otr:0' name='OTR'/>"
                    "<no-copy xmlns='urn:xmpp:hints'/><no-permanent-store xmlns='urn:xmpp:hints'/>"
                    "<private xmlns='urn:xmpp:carbons:2'/></message>");
    g_free(text);
    xmlnode_free(stanza);
}

int
main(int count, char **arguments)
{
    purple_dbus_init_ids();
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/xmpp-stanza/follows-the-table", follows_the_table);
    g_test_add_func("/xmpp-stanza/says-nothing-when-blank", says_nothing_when_blank);
    g_test_add_func("/xmpp-stanza/adds-hints", adds_hints);
    return g_test_run();
}
