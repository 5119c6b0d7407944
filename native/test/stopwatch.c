/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plugin for scripts/figures: inside a running Pidgin it takes the time that probing and loading otr-ts
   takes. OTR_STOPWATCH names the file for the figures ("name value" lines, milliseconds); with
   OTR_STOPWATCH_LOAD=0 the plugin is only probed. */
#include <purple.h> /* first: it decides what PURPLE_INIT_PLUGIN means */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static gint64 started;     /* of the load, monotonic microseconds */
static double started_cpu; /* of the process, milliseconds */
static gint64 last_tick, longest_gap;
static FILE *output;

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

static gboolean
engine_is_ready(void)
{
    GList *found = purple_cmd_list(NULL);
    GList *otr = g_list_find_custom(found, "otr", (GCompareFunc)strcmp);

    g_list_free(found);
    return otr != NULL;
}

static gboolean
tick(gpointer unused)
{
    const gint64 now = g_get_monotonic_time();

    (void)unused;
    longest_gap = MAX(longest_gap, now - last_tick);
    last_tick = now;
    if (!engine_is_ready() && now - started < 5 * G_USEC_PER_SEC)
        return G_SOURCE_CONTINUE;
    fprintf(output, "ready %.1f\nready_cpu %.1f\nlongest_stall %.2f\n", (double)(now - started) / 1e3,
            cpu(CLOCK_PROCESS_CPUTIME_ID) - started_cpu, (double)longest_gap / 1e3);
    fclose(output);
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
    if (g_strcmp0(g_getenv("OTR_STOPWATCH_LOAD"), "0") == 0) {
        fclose(output);
        return G_SOURCE_REMOVE;
    }
    started = last_tick = g_get_monotonic_time();
    started_cpu = cpu(CLOCK_PROCESS_CPUTIME_ID);
    const double before = cpu(CLOCK_THREAD_CPUTIME_ID);
    purple_plugin_load(plugin);
    fprintf(output, "load %.3f\n", cpu(CLOCK_THREAD_CPUTIME_ID) - before);
    g_timeout_add(1, tick, NULL);
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
