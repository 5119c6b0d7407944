/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine_life.h"

#include "notice.h"
#include "objects.h"
#include "outgoing.h"
#include "protection.h"
#include "rival.h"
#include "text.h"

static struct {
    gint health;              /* OtrHealth; also read and set by failed(), from any thread */
    gint dead;                /* Node cannot be started twice: no engine until the next process */
    char *reason;             /* why it is dead or could not be opened */
    gboolean booting;         /* the helper thread is at work, or its result was not taken yet */
    GAsyncQueue *booted;      /* BootResult *, from the helper thread */
    guint patience;           /* timer while Node starts */
    gboolean slow;            /* its first part is over */
    const OtrEngine *runtime; /* set once Node runs */
    OtrHost host;
    gboolean own_traffic;
    const OtrEngineEvents *events;
} engine;

#ifndef OTR_START_PATIENCE
/* Seconds. Node needs 0.15; what takes this long will never come. */
#define OTR_START_PATIENCE 120
#endif
/* Seconds after which the person is told of what waits, and for which a quitting program waits for the thread. */
enum { SLOW_START = 3, QUIT_PATIENCE = 5 * OTR_SLOWNESS };

typedef struct {
    const OtrEngine *runtime; /* NULL: the object could not be opened, which a later load may try again */
    char *error;
} BootResult;

OtrHealth
otr_engine_health(void)
{
    return (OtrHealth)g_atomic_int_get(&engine.health);
}

gboolean
otr_engine_is_slow(void)
{
    return engine.slow && otr_engine_health() == OTR_HEALTH_STARTING;
}

static void
tell_failure(void)
{
    const gboolean not_opened = engine.runtime == NULL && !g_atomic_int_get(&engine.dead);
    const char *what_to_do = _("Start this program again.");
    if (not_opened)
        what_to_do =
            _("Install Debian's package libnode108 (“sudo apt install libnode108”), then switch this "
              "plugin off and on again.");
    const char *meanwhile =
        _("Until then, what you write to people with whom you talk in private is not sent.");
    char *text = g_strdup_printf("%s %s\n\n%s", what_to_do, meanwhile, engine.reason);

    otr_notice_window(_("Private messaging is not working."), text);
    g_free(text);
}

/* The main loop's part of a failure: the guard has been deciding since the moment it happened. */
static gboolean
settle_failure(gpointer reason)
{
    const OtrPidgin *pidgin = otr_objects_pidgin();

    g_free(engine.reason);
    engine.reason = reason;
    purple_debug_error("otr-ts", "engine failed: %s\n", engine.reason);
    if (otr_engine_health() != OTR_HEALTH_FAILED)
        return G_SOURCE_REMOVE;
    if (engine.runtime != NULL)
        engine.runtime->detach();
    if (pidgin != NULL)
        pidgin->attach(NULL);
    engine.events->settled();
    tell_failure();
    return G_SOURCE_REMOVE;
}

/* OtrHost.failed */
static void
failed(const char *reason)
{
    g_atomic_int_set(&engine.dead, TRUE);
    if (otr_engine_health() != OTR_HEALTH_STOPPED)
        g_atomic_int_set(&engine.health, OTR_HEALTH_FAILED);
    g_idle_add_full(G_PRIORITY_DEFAULT, settle_failure, g_strdup(reason), NULL);
}

static void
attach(void)
{
    const OtrPidgin *pidgin = otr_objects_pidgin();

    engine.host.pidgin = pidgin;
    /* first the windows: the engine decorates them as soon as it is attached */
    if (pidgin != NULL)
        pidgin->attach(engine.runtime->decoration_events);
    g_atomic_int_set(&engine.health, OTR_HEALTH_READY);
    if (!engine.runtime->attach(&engine.host))
        failed("the engine did not take over");
    else if (otr_engine_health() == OTR_HEALTH_READY)
        engine.events->settled();
}

/* Takes the helper thread's result, if it comes within so many microseconds. */
static void
take_boot_result(guint64 patience)
{
    BootResult *result = g_async_queue_timeout_pop(engine.booted, patience);

    if (result == NULL)
        return;
    engine.booting = FALSE;
    if (result->error == NULL)
        engine.runtime = result->runtime;
    else if (result->runtime != NULL)
        g_atomic_int_set(&engine.dead, TRUE);
    g_free(engine.reason);
    engine.reason = result->error;
    g_free(result);
}

/* Runs in the main loop, after every start: attaches, or says why not. */
static gboolean
settle_start(gpointer unused)
{
    (void)unused;
    if (engine.booting)
        take_boot_result(0);
    if (otr_engine_health() != OTR_HEALTH_STARTING)
        return G_SOURCE_REMOVE; /* unloaded in the meantime */
    if (engine.runtime != NULL && !g_atomic_int_get(&engine.dead)) {
        attach();
        return G_SOURCE_REMOVE;
    }
    g_atomic_int_set(&engine.health, OTR_HEALTH_FAILED);
    return settle_failure(g_strdup(engine.reason));
}

/* The helper thread. */
static gpointer
boot(gpointer unused)
{
    BootResult *result = g_new0(BootResult, 1);

    (void)unused;
    result->runtime = otr_objects_runtime(&result->error);
    if (result->runtime != NULL)
        result->error = result->runtime->boot(otr_objects_folder());
    g_async_queue_push(engine.booted, result);
    g_idle_add_full(G_PRIORITY_DEFAULT, settle_start, NULL, NULL);
    return NULL;
}

/* Node does not come, or its thread has died. */
static gboolean
give_up(gpointer unused)
{
    (void)unused;
    engine.patience = 0;
    if (otr_engine_health() == OTR_HEALTH_STARTING)
        failed("it did not start in time");
    return G_SOURCE_REMOVE;
}

static gboolean
tell_slow_start(gpointer unused)
{
    (void)unused;
    engine.patience = 0;
    if (otr_engine_health() == OTR_HEALTH_STARTING) {
        engine.patience = g_timeout_add_seconds(OTR_START_PATIENCE - SLOW_START, give_up, NULL);
        engine.slow = TRUE;
        engine.events->slow();
    }
    return G_SOURCE_REMOVE;
}

static void
be_patient(void)
{
    if (engine.patience != 0)
        g_source_remove(engine.patience);
    engine.slow = FALSE;
    engine.patience = g_timeout_add_seconds(SLOW_START, tell_slow_start, NULL);
}

void
otr_engine_start(PurplePlugin *plugin, const OtrEngineEvents *events)
{
    engine.events = events;
    engine.host = (OtrHost){
        .abi = OTR_ABI,
        .plugin = plugin,
        .data_dir = otr_objects_folder(),
        .takes_over = otr_rival_is_replaced(),
        .protect = otr_protection_set,
        .send = otr_outgoing_send,
        .hand_back = otr_notice_hand_back,
        .own_traffic = &engine.own_traffic,
        .failed = failed,
    };
    g_atomic_int_set(&engine.health, OTR_HEALTH_STARTING);
    be_patient();
    if (engine.booting)
        return; /* unloaded and loaded again while the helper thread was at work */
    if (engine.runtime != NULL || g_atomic_int_get(&engine.dead)) {
        g_idle_add_full(G_PRIORITY_DEFAULT, settle_start, NULL, NULL);
        return;
    }
    if (engine.booted == NULL)
        engine.booted = g_async_queue_new();
    engine.booting = TRUE;
    g_thread_unref(g_thread_new("otr-ts", boot, NULL));
}

void
otr_engine_stop(void)
{
    const OtrHealth before = otr_engine_health();
    const OtrPidgin *pidgin = otr_objects_pidgin();

    if (before == OTR_HEALTH_STOPPED)
        return;
    if (engine.patience != 0)
        g_source_remove(engine.patience);
    engine.patience = 0;
    if (engine.runtime != NULL)
        engine.runtime->detach();
    g_atomic_int_set(&engine.health, OTR_HEALTH_STOPPED);
    if (before == OTR_HEALTH_STARTING)
        engine.events->settled();
    if (pidgin != NULL)
        pidgin->detach();
}

void
otr_engine_quit(void)
{
    otr_engine_stop();
    if (engine.booting)
        take_boot_result(QUIT_PATIENCE * (guint64)G_USEC_PER_SEC);
}

OtrAnswer
otr_engine_sending(PurpleAccount *account, const char *who, const char *text, unsigned flags)
{
    if (otr_engine_health() != OTR_HEALTH_READY)
        return (OtrAnswer){OTR_NO_ANSWER, NULL};
    return engine.runtime->sending(purple_account_get_protocol_id(account),
                                   purple_account_get_username(account), who, text, flags);
}

OtrAnswer
otr_engine_receiving(PurpleAccount *account, const char *who, const char *text, unsigned flags)
{
    if (otr_engine_health() != OTR_HEALTH_READY)
        return (OtrAnswer){OTR_NO_ANSWER, NULL};
    return engine.runtime->receiving(purple_account_get_protocol_id(account),
                                     purple_account_get_username(account), who, text, flags);
}

gboolean
otr_engine_action(const char *action)
{
    if (otr_engine_health() != OTR_HEALTH_READY)
        return FALSE;
    engine.runtime->action_used(action);
    return TRUE;
}

gboolean
otr_engine_delivers(void)
{
    /* one receipt only: what other plugins send or receive in answer to it is not the engine's */
    const gboolean delivers = engine.own_traffic;

    engine.own_traffic = FALSE;
    return delivers;
}
