/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What has the form of an OTR message ("OTRv3 §Overview" and §Fragmentation), and what only starts like one. */
#include "otr_form.h"

static const struct {
    const char *text;
    OtrForm form;
} table[] = {
    {"?OTR:AAMDAAABAAAAAQA=.", OTR_FORM_ENCODED},
    {"?OTR:AAMD.\r\n", OTR_FORM_ENCODED},
    {"?OTR,00001,00002,?OTR:AAMD,", OTR_FORM_FRAGMENT},
    {"?OTR,2,2,AAAA=.,", OTR_FORM_FRAGMENT},
    {"?OTR|5a73a599|27e31597,00001,00003,?OTR:AAMD,", OTR_FORM_FRAGMENT},
    {"?OTR?", OTR_FORM_QUERY},
    {"?OTRv23?", OTR_FORM_QUERY},
    {"?OTR?v2?", OTR_FORM_QUERY},
    {"?OTRv23?\nThis is a request for a private conversation with OTR encryption.", OTR_FORM_QUERY},
    {"?OTR Error: You sent encrypted data that was not expected.", OTR_FORM_ERROR},
    /* a person's words behind the prefix */
    {"", OTR_FORM_NONE},
    {"hello", OTR_FORM_NONE},
    {" ?OTRv3?", OTR_FORM_NONE},
    {"see ?OTR:AAMD.", OTR_FORM_NONE},
    {"?OTR", OTR_FORM_NONE},
    {"?OTR is what we use", OTR_FORM_NONE},
    {"?OTRv", OTR_FORM_NONE},
    {"?OTRv?", OTR_FORM_NONE},
    {"?OTRvx?", OTR_FORM_NONE},
    {"?OTR:meet me at nine.", OTR_FORM_NONE},
    {"?OTR:AAMD", OTR_FORM_NONE},
    {"?OTR:.", OTR_FORM_NONE},
    {"?OTR:AAMD. and the key is under the mat", OTR_FORM_NONE},
    {"?OTR,1,1,meet me at nine,", OTR_FORM_NONE},
    {"?OTR,1,1,AAAA, and more", OTR_FORM_NONE},
    {"?OTR,1,1,AAAA", OTR_FORM_NONE},
    {"?OTR,1,hello,", OTR_FORM_NONE},
    {"?OTR,123456,1,AAAA,", OTR_FORM_NONE},
    {"?OTR|hello,1,1,AAAA,", OTR_FORM_NONE},
    {"?OTR|123456789|1,1,1,AAAA,", OTR_FORM_NONE},
    {"?OTR Erreur: bonjour", OTR_FORM_NONE},
    {"?otr:AAMD.", OTR_FORM_NONE},
};

static void
follows_the_table(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        g_test_message("%s", table[i].text);
        g_assert_cmpint(otr_form_of(table[i].text), ==, table[i].form);
    }
}

static void
bounds_sentences(void)
{
    char *sentence = g_strnfill(600, 'x');
    char *query = g_strconcat("?OTRv3? ", sentence, NULL);
    char *error = g_strconcat("?OTR Error: ", sentence, NULL);

    g_assert_cmpint(otr_form_of(query), ==, OTR_FORM_NONE);
    g_assert_cmpint(otr_form_of(error), ==, OTR_FORM_NONE);
    g_free(error);
    g_free(query);
    g_free(sentence);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/form/follows-the-table", follows_the_table);
    g_test_add_func("/form/bounds-sentences", bounds_sentences);
    return g_test_run();
}
