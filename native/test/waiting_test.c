/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "waiting.h"

static GString *released;

static OtrMessage
message(const char *text)
{
    return (OtrMessage){
        .protocol = "prpl", .username = "user", .who = "who", .text = text, .flags = 2, .when = 7};
}

static void
note(const OtrMessage *one)
{
    g_assert_cmpstr(one->who, ==, "who");
    g_assert_cmpint(one->when, ==, 7);
    g_string_append(released, one->text);
}

static void
note_and_add(const OtrMessage *one)
{
    const OtrMessage late = message("z");

    note(one);
    g_assert_true(otr_waiting_add(&late));
}

static void
keeps_copies_in_order(void)
{
    char text[] = "a";

    released = g_string_new("");
    for (; text[0] <= 'e'; text[0]++) {
        const OtrMessage one = message(text);
        g_assert_true(otr_waiting_add(&one));
    }
    otr_waiting_release(note);
    otr_waiting_release(note);
    g_assert_cmpstr(released->str, ==, "abcde");
    g_string_free(released, TRUE);
}

static void
leaves_what_is_added_meanwhile(void)
{
    const OtrMessage one = message("a");

    released = g_string_new("");
    g_assert_true(otr_waiting_add(&one));
    otr_waiting_release(note_and_add);
    g_assert_cmpstr(released->str, ==, "a");
    otr_waiting_release(note);
    g_assert_cmpstr(released->str, ==, "az");
    g_string_free(released, TRUE);
}

static void
is_bounded(void)
{
    const OtrMessage one = message("x");

    released = g_string_new("");
    for (int i = 0; i < OTR_WAITING_LIMIT; i++)
        g_assert_true(otr_waiting_add(&one));
    g_assert_false(otr_waiting_add(&one));
    otr_waiting_release(note);
    g_assert_cmpint(released->len, ==, OTR_WAITING_LIMIT);
    g_assert_true(otr_waiting_add(&one));
    otr_waiting_release(note);
    g_string_free(released, TRUE);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/waiting/keeps-copies-in-order", keeps_copies_in_order);
    g_test_add_func("/waiting/leaves-what-is-added-meanwhile", leaves_what_is_added_meanwhile);
    g_test_add_func("/waiting/is-bounded", is_bounded);
    return g_test_run();
}
