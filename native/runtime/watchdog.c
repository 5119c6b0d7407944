/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* pthread_getcpuclockid */
#include "watchdog.h"

#include <pthread.h>
#include <time.h>

enum {
    /* how often work that has taken its time, but little of the processor's, is looked at again */
    PAUSE = 50 * G_TIME_SPAN_MILLISECOND,
    /* how long the helper thread stays awake after a work, so that not each of many has to wake it */
    QUIET = 1000 * G_TIME_SPAN_MILLISECOND,
    WORK_SHARE = 4,
    LAST_RESORT = 10
};

struct OtrWatchdog {
    void (*bark)(void);
    GMutex lock;
    GCond begun;
    gboolean asleep; /* the helper thread waits for `begun` */
    unsigned depth;  /* of works inside each other */
    unsigned count;  /* of works so far */
    gint64 patience; /* microseconds */
    gint64 since;    /* when the outer one began, monotonic */
    gint64 work;     /* the thread's time on the processor then */
    clockid_t clock; /* that time's */
};

static gint64
read_clock(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* How long to wait before the next look; 0: it has taken too long. */
static gint64
time_left(const OtrWatchdog *watchdog)
{
    const gint64 taken = g_get_monotonic_time() - watchdog->since;

    if (taken < watchdog->patience)
        return watchdog->patience - taken;
    const gint64 work = read_clock(watchdog->clock) - watchdog->work;
    const gboolean is_stuck =
        work >= watchdog->patience / WORK_SHARE || taken >= LAST_RESORT * watchdog->patience;
    return is_stuck ? 0 : PAUSE;
}

static gpointer
watch(gpointer data)
{
    OtrWatchdog *watchdog = data;
    gint64 left = 1;
    unsigned seen = 0;

    g_mutex_lock(&watchdog->lock);
    while (left > 0) {
        while (watchdog->count == seen && watchdog->depth == 0) {
            watchdog->asleep = TRUE;
            g_cond_wait(&watchdog->begun, &watchdog->lock);
        }
        watchdog->asleep = FALSE;
        seen = watchdog->count;
        left = watchdog->depth == 0 ? QUIET : time_left(watchdog);
        /* another work with less patience may begin meanwhile */
        if (left > 0)
            g_cond_wait_until(&watchdog->begun, &watchdog->lock, g_get_monotonic_time() + MIN(left, QUIET));
    }
    watchdog->bark();
    g_mutex_unlock(&watchdog->lock);
    return NULL;
}

OtrWatchdog *
otr_watchdog_new(void (*bark)(void))
{
    OtrWatchdog *watchdog = g_new0(OtrWatchdog, 1);

    watchdog->bark = bark;
    g_mutex_init(&watchdog->lock);
    g_cond_init(&watchdog->begun);
    g_thread_unref(g_thread_new("otr-ts-watch", watch, watchdog));
    return watchdog;
}

void
otr_watchdog_enter(OtrWatchdog *watchdog, unsigned patience)
{
    g_mutex_lock(&watchdog->lock);
    if (watchdog->depth++ == 0) {
        watchdog->patience = (gint64)patience * G_TIME_SPAN_MILLISECOND;
        watchdog->since = g_get_monotonic_time();
        pthread_getcpuclockid(pthread_self(), &watchdog->clock);
        watchdog->work = read_clock(watchdog->clock);
        watchdog->count++;
        if (watchdog->asleep)
            g_cond_signal(&watchdog->begun);
    }
    g_mutex_unlock(&watchdog->lock);
}

void
otr_watchdog_leave(OtrWatchdog *watchdog)
{
    g_mutex_lock(&watchdog->lock);
    watchdog->depth--;
    g_mutex_unlock(&watchdog->lock);
}
