/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Only what the engine has made is taken, once, for whom it was made, also in parts. */
#include "own_traffic.h"

#include <string.h>

#define BOB "prpl\nalice\nbob"
#define CAROL "prpl\nalice\ncarol"
#define MESSAGE "?OTR:AAMDAAABAAAAAQAAAAIAAAADAAAABAAAAAUAAAAG."

static void
takes_once(void)
{
    g_assert_false(otr_own_traffic_take(BOB, MESSAGE));
    g_assert_true(otr_own_traffic_add(BOB, MESSAGE));
    g_assert_true(otr_own_traffic_holds(BOB, MESSAGE));
    g_assert_false(otr_own_traffic_holds(CAROL, MESSAGE));
    g_assert_false(otr_own_traffic_take(CAROL, MESSAGE));
    g_assert_true(otr_own_traffic_take(BOB, MESSAGE));
    g_assert_false(otr_own_traffic_holds(BOB, MESSAGE));
    g_assert_false(otr_own_traffic_take(BOB, MESSAGE));
}

static void
refuses_plain_text(void)
{
    g_assert_false(otr_own_traffic_add(BOB, "hello"));
    g_assert_false(otr_own_traffic_add(BOB, "?OTR:hello there."));
    g_assert_false(otr_own_traffic_take(BOB, "hello"));
    g_assert_false(otr_own_traffic_take(BOB, ""));
}

/* libpurple's IRC protocol cuts a text that is too long for a line, wherever that is. */
static void
takes_parts_in_order(void)
{
    g_assert_true(otr_own_traffic_add(BOB, MESSAGE));
    g_assert_false(otr_own_traffic_take(BOB, &MESSAGE[20]));
    g_assert_true(otr_own_traffic_take(BOB, "?OTR:AAMDAAABAAAAAQ"));
    g_assert_false(otr_own_traffic_holds(CAROL, MESSAGE));
    g_assert_false(otr_own_traffic_take(BOB, "A")); /* could be a word */
    g_assert_false(otr_own_traffic_take(BOB, "?OTR:AAMDAAABAAAAAQ"));
    g_assert_true(otr_own_traffic_take(BOB, "AAAAIAAAADAAAABAAAAAU"));
    g_assert_true(otr_own_traffic_take(BOB, "AAAAG."));
    g_assert_false(otr_own_traffic_take(BOB, "AAAAG."));
}

static void
passes_over_blanks(void)
{
    g_assert_true(otr_own_traffic_add(BOB, "?OTRv23?\nThis is a request."));
    g_assert_true(otr_own_traffic_take(BOB, "?OTRv23? This is a request. "));
}

static void
forgets_an_account(void)
{
    g_assert_true(otr_own_traffic_add(BOB, MESSAGE));
    g_assert_true(otr_own_traffic_add("prpl\nalice2\nbob", MESSAGE));
    otr_own_traffic_forget("prpl\nalice\n");
    g_assert_false(otr_own_traffic_holds(BOB, MESSAGE));
    g_assert_true(otr_own_traffic_take("prpl\nalice2\nbob", MESSAGE));
}

static void
note(const char *contact, const char *text, gpointer notes)
{
    g_string_append_printf(notes, "%s %s|", strrchr(contact, '\n') + 1, text);
}

static void
gives_up_what_was_not_sent_yet(void)
{
    GString *notes = g_string_new("");

    g_assert_true(otr_own_traffic_add(BOB, "?OTRv23?"));
    g_assert_true(otr_own_traffic_add(BOB, "?OTR:AAMDAA==."));
    g_assert_true(otr_own_traffic_add(CAROL, "?OTR,1,2,AAMD,"));
    g_assert_true(otr_own_traffic_add("prpl\nalice2\nbob", MESSAGE));
    g_assert_true(otr_own_traffic_add(BOB, MESSAGE));
    g_assert_true(otr_own_traffic_take(BOB, "?OTR:AAMDAAABAAAAAQ"));
    otr_own_traffic_take_all("prpl\nalice\n", note, notes);
    g_assert_cmpstr(notes->str, ==, "bob ?OTR:AAMDAA==.|carol ?OTR,1,2,AAMD,|");
    g_assert_false(otr_own_traffic_holds(BOB, "?OTR:AAMDAA==."));
    otr_own_traffic_forget("");
    g_string_free(notes, TRUE);
}

static void
is_bounded(void)
{
    char *base64 = g_strnfill(OTR_OWN_TRAFFIC_BYTES / 2, 'A');
    char *large = g_strconcat("?OTR:", base64, ".", NULL);

    g_assert_true(otr_own_traffic_add(BOB, MESSAGE));
    g_assert_true(otr_own_traffic_add(CAROL, large));
    g_assert_true(otr_own_traffic_holds(BOB, MESSAGE));
    g_assert_true(otr_own_traffic_add(CAROL, large));
    g_assert_false(otr_own_traffic_holds(BOB, MESSAGE));
    otr_own_traffic_forget("");
    g_free(large);
    g_free(base64);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/own-traffic/takes-once", takes_once);
    g_test_add_func("/own-traffic/refuses-plain-text", refuses_plain_text);
    g_test_add_func("/own-traffic/takes-parts-in-order", takes_parts_in_order);
    g_test_add_func("/own-traffic/passes-over-blanks", passes_over_blanks);
    g_test_add_func("/own-traffic/forgets-an-account", forgets_an_account);
    g_test_add_func("/own-traffic/gives-up-what-was-not-sent-yet", gives_up_what_was_not_sent_yet);
    g_test_add_func("/own-traffic/is-bounded", is_bounded);
    return g_test_run();
}
