/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wrap.h"

static const struct {
    const char *text, *wrapped;
} table[] = {
    {"", ""},
    {"ten letter", "ten letter"},
    {"ten letters", "ten\nletters"},
    {"ten letter s", "ten letter\ns"},
    {"one two three four five", "one two\nthree four\nfive"},
    {"kept\nlines and more", "kept\nlines and\nmore"},
    {"alongerwordthanfits", "alongerwordthanfits"},
    {"a longerwordthanfits b", "a\nlongerwordthanfits\nb"},
    {"two  blanks here", "two \nblanks\nhere"},
    /* what is two columns wide counts for two, what has none for none */
    {"漢字 漢字 漢字", "漢字 漢字\n漢字"},
    {"e\u0301e\u0301e\u0301e\u0301 e\u0301e\u0301e\u0301e\u0301 e", "e\u0301e\u0301e\u0301e\u0301 e\u0301e\u0301e\u0301e\u0301\ne"},
    /* a blank that must not be broken is no blank */
    {"Nom\u00a0: quelque", "Nom\u00a0:\nquelque"},
};

static void
breaks_at_blanks(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        char *text = g_strdup(table[i].text);
        otr_wrap(text, 10);
        g_assert_cmpstr(text, ==, table[i].wrapped);
        g_free(text);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/wrap/breaks-at-blanks", breaks_at_blanks);
    return g_test_run();
}
