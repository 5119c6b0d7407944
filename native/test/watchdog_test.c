/* SPDX-License-Identifier: GPL-2.0-or-later */
/* It barks at work that does not come back, at nothing else, and sleeps when there is none. */
#include "runtime/watchdog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static gint barks;
static GSList *all; /* they live as long as the program */

static void
bark(void)
{
    g_atomic_int_inc(&barks);
}

static void
work(gint64 milliseconds)
{
    const gint64 end = g_get_monotonic_time() + milliseconds * 1000;

    while (g_get_monotonic_time() < end && g_atomic_int_get(&barks) == 0)
        ;
}

static OtrWatchdog *
new_watchdog(void)
{
    g_atomic_int_set(&barks, 0);
    all = g_slist_prepend(all, otr_watchdog_new(bark));
    return all->data;
}

static void
lets_work_be_done(void)
{
    OtrWatchdog *watchdog = new_watchdog();

    for (int i = 0; i < 40; i++) {
        otr_watchdog_enter(watchdog, 200);
        work(10);
        otr_watchdog_leave(watchdog);
    }
    g_usleep(400000);
    g_assert_cmpint(g_atomic_int_get(&barks), ==, 0);
}

static void
ends_what_does_not_come_back(void)
{
    OtrWatchdog *watchdog = new_watchdog();

    otr_watchdog_enter(watchdog, 200);
    otr_watchdog_leave(watchdog);
    const gint64 begin = g_get_monotonic_time();
    otr_watchdog_enter(watchdog, 200);
    work(20000);
    otr_watchdog_leave(watchdog);
    g_assert_cmpint(g_atomic_int_get(&barks), ==, 1);
    g_assert_cmpint(g_get_monotonic_time() - begin, >=, 200000);
}

static void
sees_the_short_work_after_a_long_one(void)
{
    OtrWatchdog *watchdog = new_watchdog();

    otr_watchdog_enter(watchdog, 60000);
    g_usleep(100000);
    otr_watchdog_leave(watchdog);
    const gint64 begin = g_get_monotonic_time();
    otr_watchdog_enter(watchdog, 200);
    work(20000);
    otr_watchdog_leave(watchdog);
    g_assert_cmpint(g_get_monotonic_time() - begin, <, 10 * G_USEC_PER_SEC);
}

static void
counts_the_outer_work(void)
{
    OtrWatchdog *watchdog = new_watchdog();

    otr_watchdog_enter(watchdog, 300);
    while (g_atomic_int_get(&barks) == 0) {
        otr_watchdog_enter(watchdog, 100000);
        work(20);
        otr_watchdog_leave(watchdog);
    }
    otr_watchdog_leave(watchdog);
    g_assert_cmpint(g_atomic_int_get(&barks), ==, 1);
}

/* A machine that was suspended, or whose memory is on a disk: the clock runs, the work does not. */
static void
is_patient_with_the_system(void)
{
    OtrWatchdog *watchdog = new_watchdog();

    otr_watchdog_enter(watchdog, 200);
    g_usleep(800000);
    g_assert_cmpint(g_atomic_int_get(&barks), ==, 0);
    g_usleep(2000000);
    g_assert_cmpint(g_atomic_int_get(&barks), ==, 1);
    otr_watchdog_leave(watchdog);
}

/* Voluntary context switches of the helper threads. */
static unsigned long
wake_ups(void)
{
    GDir *tasks = g_dir_open("/proc/self/task", 0, NULL);
    unsigned long sum = 0;

    for (const char *task = g_dir_read_name(tasks); task != NULL; task = g_dir_read_name(tasks)) {
        char *path = g_build_filename("/proc/self/task", task, "status", NULL);
        char *status = NULL;
        if (g_file_get_contents(path, &status, NULL, NULL) && strstr(status, "Name:\totr-ts-watch") != NULL)
            sum += strtoul(strstr(status, "\nvoluntary_ctxt_switches:") + strlen("\nvoluntary_ctxt_switches:"),
                           NULL, 10);
        g_free(status);
        g_free(path);
    }
    g_dir_close(tasks);
    return sum;
}

static void
sleeps_when_nothing_happens(void)
{
    OtrWatchdog *watchdog = new_watchdog();

    for (int i = 0; i < 1000; i++) {
        otr_watchdog_enter(watchdog, 1900);
        otr_watchdog_leave(watchdog);
    }
    g_usleep(2200000);
    const unsigned long before = wake_ups();
    g_usleep(2200000);
    g_assert_cmpuint(wake_ups(), ==, before);
    g_assert_cmpuint(before, <, 40); /* of a thousand works, and of the tests before */
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/watchdog/lets-work-be-done", lets_work_be_done);
    g_test_add_func("/watchdog/ends-what-does-not-come-back", ends_what_does_not_come_back);
    g_test_add_func("/watchdog/sees-the-short-work-after-a-long-one", sees_the_short_work_after_a_long_one);
    g_test_add_func("/watchdog/counts-the-outer-work", counts_the_outer_work);
    g_test_add_func("/watchdog/is-patient-with-the-system", is_patient_with_the_system);
    g_test_add_func("/watchdog/sleeps-when-nothing-happens", sleeps_when_nothing_happens);
    return g_test_run();
}
