/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/loop_source.h"

static uv_loop_t loop;
static OtrLoopSource *source;
static int turns, fired;

static void
turn(void)
{
    turns++;
    otr_loop_source_run(source);
}

static void
set_up(void)
{
    turns = fired = 0;
    uv_loop_init(&loop);
    source = otr_loop_source_new(&loop, turn);
}

static void
tear_down(void)
{
    otr_loop_source_free(source);
    uv_run(&loop, UV_RUN_DEFAULT);
    g_assert_cmpint(uv_loop_close(&loop), ==, 0);
}

static gboolean
time_is_up(gpointer done)
{
    *(gboolean *)done = TRUE;
    return G_SOURCE_REMOVE;
}

static void
run(guint milliseconds)
{
    gboolean done = FALSE;

    g_timeout_add(milliseconds, time_is_up, &done);
    while (!done)
        g_main_context_iteration(NULL, TRUE);
}

static void
on_timer(uv_timer_t *timer)
{
    if (++fired == 5)
        uv_close((uv_handle_t *)timer, NULL);
}

static void
fires_timers_when_they_are_due(void)
{
    uv_timer_t timer;

    set_up();
    uv_timer_init(&loop, &timer);
    uv_timer_start(&timer, on_timer, 20, 20);
    run(60);
    g_assert_cmpint(fired, >=, 1);
    g_assert_cmpint(fired, <=, 3);
    run(300);
    g_assert_cmpint(fired, ==, 5);
    /* one turn for what was there at the start, one for each firing, one for the closing */
    g_assert_cmpint(turns, <=, 8);
    tear_down();
}

static void
sleeps_when_there_is_nothing_to_do(void)
{
    set_up();
    run(20);
    turns = 0;
    run(200);
    g_assert_cmpint(turns, ==, 0);
    tear_down();
}

static void
work(uv_work_t *request)
{
    (void)request;
    g_usleep(10000);
}

static void
after_work(uv_work_t *request, int status)
{
    (void)request;
    (void)status;
    fired++;
}

static void
hears_the_thread_pool(void)
{
    uv_work_t request;

    set_up();
    run(20);
    uv_queue_work(&loop, &request, work, after_work);
    otr_loop_source_wake(source);
    run(200);
    g_assert_cmpint(fired, ==, 1);
    tear_down();
}

static void
on_async(uv_async_t *async)
{
    (void)async;
    fired++;
}

/* V8's tasks come over such a handle: left unread, its event would keep the main loop turning for ever. */
static void
takes_events_of_handles_that_keep_no_loop_alive(void)
{
    uv_async_t async;

    set_up();
    uv_async_init(&loop, &async, on_async);
    uv_unref((uv_handle_t *)&async);
    run(20);
    turns = 0;
    uv_async_send(&async);
    run(200);
    g_assert_cmpint(fired, ==, 1);
    g_assert_cmpint(turns, ==, 1);
    uv_close((uv_handle_t *)&async, NULL);
    tear_down();
}

static void
free_itself(void)
{
    turns++;
    otr_loop_source_free(source);
}

static void
may_be_freed_in_its_turn(void)
{
    turns = 0;
    uv_loop_init(&loop);
    source = otr_loop_source_new(&loop, free_itself);
    run(30);
    g_assert_cmpint(turns, ==, 1);
    uv_run(&loop, UV_RUN_DEFAULT);
    g_assert_cmpint(uv_loop_close(&loop), ==, 0);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/loop-source/fires-timers-when-they-are-due", fires_timers_when_they_are_due);
    g_test_add_func("/loop-source/sleeps-when-there-is-nothing-to-do", sleeps_when_there_is_nothing_to_do);
    g_test_add_func("/loop-source/hears-the-thread-pool", hears_the_thread_pool);
    g_test_add_func("/loop-source/takes-events-of-handles-that-keep-no-loop-alive",
                    takes_events_of_handles_that_keep_no_loop_alive);
    g_test_add_func("/loop-source/may-be-freed-in-its-turn", may_be_freed_in_its_turn);
    return g_test_run();
}
