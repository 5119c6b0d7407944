/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plugin for scripts/figures: inside a running Pidgin it takes the time that probing and loading otr-ts
   takes, and after SIGUSR1 how long the main loop stands still in each part of the workload. OTR_STOPWATCH names
   the file for the figures ("name value" lines, milliseconds; the last one is "done"); with OTR_STOPWATCH_LOAD=0
   the plugin is only probed, and the workload is in clear. */
#include <purple.h> /* first: it decides what PURPLE_INIT_PLUGIN means */

#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "workload.h"

static gint64 started;     /* of the load, monotonic microseconds */
static double started_cpu; /* of the process, milliseconds */
static FILE *output;

/* How long the main loop stood still at the most: of the thread's CPU time, and by the clock on the wall, which
   also runs while others use the processor. Milliseconds. */
static struct {
    guint timer;
    double cpu, wall; /* at the last beat */
    double longest_cpu, longest_wall;
} heart;

static double
cpu(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static gboolean
is_mapped(const char *name)
{
    char *maps = NULL;
    gboolean found = FALSE;

    if (g_file_get_contents("/proc/self/maps", &maps, NULL, NULL))
        found = strstr(maps, name) != NULL;
    g_free(maps);
    return found;
}

/* The plugin's own /otr gives way to the engine's when this is ready: the help is another copy then. */
static const char *
help_of_otr(void)
{
    GList *found = purple_cmd_help(NULL, "otr");
    const char *help = found == NULL ? NULL : found->data;

    g_list_free(found);
    return help;
}

static const char *help_at_first;

static gboolean
engine_is_ready(void)
{
    return help_at_first != NULL && help_of_otr() != help_at_first;
}

static gboolean
beat(gpointer unused)
{
    const double now_cpu = cpu(CLOCK_THREAD_CPUTIME_ID), now_wall = cpu(CLOCK_MONOTONIC);

    (void)unused;
    heart.longest_cpu = MAX(heart.longest_cpu, now_cpu - heart.cpu);
    heart.longest_wall = MAX(heart.longest_wall, now_wall - heart.wall);
    heart.cpu = now_cpu;
    heart.wall = now_wall;
    return G_SOURCE_CONTINUE;
}

static void
start_heart(void)
{
    heart.cpu = cpu(CLOCK_THREAD_CPUTIME_ID);
    heart.wall = cpu(CLOCK_MONOTONIC);
    heart.timer = g_timeout_add(1, beat, NULL);
}

/* Megabytes. */
static double
anonymous_memory(void)
{
    char *rollup = NULL;
    const char *line = NULL;
    double kilobytes = 0;

    if (g_file_get_contents("/proc/self/smaps_rollup", &rollup, NULL, NULL))
        line = strstr(rollup, "\nAnonymous:");
    if (line != NULL)
        kilobytes = g_ascii_strtod(line + strlen("\nAnonymous:"), NULL);
    g_free(rollup);
    return kilobytes / 1024;
}

static void
note_stall(const char *part)
{
    beat(NULL);
    fprintf(output, "stall_%s %.1f\nstall_%s_wall %.1f\nmemory_%s %.1f\n", part, heart.longest_cpu, part,
            heart.longest_wall, part, anonymous_memory());
    heart.longest_cpu = heart.longest_wall = 0;
}

static void
stop_heart(void)
{
    g_source_remove(heart.timer);
    fflush(output);
}

static gboolean
await_engine(gpointer unused)
{
    const gint64 now = g_get_monotonic_time();

    (void)unused;
    if (!engine_is_ready() && now - started < 5 * G_USEC_PER_SEC)
        return G_SOURCE_CONTINUE;
    fprintf(output, "ready %.1f\nready_cpu %.1f\n", (double)(now - started) / 1e3,
            cpu(CLOCK_PROCESS_CPUTIME_ID) - started_cpu);
    note_stall("start");
    stop_heart();
    return G_SOURCE_REMOVE;
}

static void
part_done(const char *part)
{
    if (part != NULL) {
        note_stall(part);
        return;
    }
    fprintf(output, "done 1\n");
    stop_heart();
}

static gboolean
work(gpointer unused)
{
    (void)unused;
    start_heart();
    workload_begin(engine_is_ready(), part_done);
    return G_SOURCE_REMOVE;
}

enum { PROBES = 5 };

static int
compare(const void *left, const void *right)
{
    return *(const double *)left < *(const double *)right ? -1 : 1;
}

/* The median of a few: under another name libpurple takes the same file for a new plugin. */
static void
time_probe(const char *path)
{
    double times[PROBES];
    char *contents = NULL;
    gsize length = 0;

    g_file_get_contents(path, &contents, &length, NULL);
    for (int i = 0; i < PROBES; i++) {
        char *copy = g_strdup_printf("%s/otr-ts-probe-%d.so", purple_user_dir(), i);
        g_file_set_contents(copy, contents, (gssize)length, NULL);
        const double before = cpu(CLOCK_THREAD_CPUTIME_ID);
        purple_plugin_probe(copy);
        times[i] = cpu(CLOCK_THREAD_CPUTIME_ID) - before;
        g_free(copy);
    }
    qsort(times, PROBES, sizeof times[0], compare);
    fprintf(output, "probe %.3f\nlibnode_mapped_by_probe %d\n", times[PROBES / 2], is_mapped("libnode"));
    g_free(contents);
}

static gboolean
measure(gpointer unused)
{
    PurplePlugin *plugin = purple_plugins_find_with_id("core-otrts-otr");

    (void)unused;
    output = fopen(g_getenv("OTR_STOPWATCH"), "w");
    if (plugin == NULL || output == NULL)
        return G_SOURCE_REMOVE;
    time_probe(plugin->path);
    g_unix_signal_add(SIGUSR1, work, NULL);
    if (g_strcmp0(g_getenv("OTR_STOPWATCH_LOAD"), "0") == 0)
        return G_SOURCE_REMOVE;
    started = g_get_monotonic_time();
    started_cpu = cpu(CLOCK_PROCESS_CPUTIME_ID);
    const double before = cpu(CLOCK_THREAD_CPUTIME_ID);
    purple_plugin_load(plugin);
    help_at_first = help_of_otr();
    fprintf(output, "load %.3f\n", cpu(CLOCK_THREAD_CPUTIME_ID) - before);
    start_heart();
    g_timeout_add(1, await_engine, NULL);
    return G_SOURCE_REMOVE;
}

static gboolean
load(PurplePlugin *plugin)
{
    (void)plugin;
    g_timeout_add_seconds(3, measure, NULL);
    return TRUE;
}

static PurplePluginInfo info = {
    .magic = PURPLE_PLUGIN_MAGIC,
    .major_version = PURPLE_MAJOR_VERSION,
    .type = PURPLE_PLUGIN_STANDARD,
    .id = "core-otrts-stopwatch",
    .name = "Stopwatch for otr-ts",
    .version = "1",
    .load = load,
};

static void
init(PurplePlugin *plugin)
{
    (void)plugin;
}

PURPLE_INIT_PLUGIN(otr_stopwatch, init, info)
