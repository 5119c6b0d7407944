/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "loop_source.h"

struct OtrLoopSource {
    GSource base;
    uv_loop_t *loop;
    void (*turn)(void);
    uv_prepare_t *keeper; /* while it counts, the loop is alive; NULL once freed */
    gpointer fd;
    gboolean awake;
};

/* Milliseconds until the loop wants a turn; -1: when its file descriptor says so. */
static int
time_left(OtrLoopSource *self)
{
    if (self->awake)
        return 0;
    if (!uv_loop_alive(self->loop))
        return -1;
    uv_update_time(self->loop);
    return uv_backend_timeout(self->loop);
}

static gboolean
prepare(GSource *base, int *timeout)
{
    *timeout = time_left((OtrLoopSource *)base);
    return *timeout == 0;
}

static gboolean
check(GSource *base)
{
    OtrLoopSource *self = (OtrLoopSource *)base;

    return g_source_query_unix_fd(base, self->fd) != 0 || time_left(self) == 0;
}

static gboolean
dispatch(GSource *base, GSourceFunc unused, gpointer data)
{
    OtrLoopSource *self = (OtrLoopSource *)base;

    (void)unused;
    (void)data;
    self->awake = FALSE;
    self->turn();
    return G_SOURCE_CONTINUE;
}

static void
on_keeper(uv_prepare_t *keeper)
{
    (void)keeper;
}

static uv_prepare_t *
keeper_new(uv_loop_t *loop)
{
    uv_prepare_t *keeper = g_new(uv_prepare_t, 1);

    uv_prepare_init(loop, keeper);
    uv_prepare_start(keeper, on_keeper);
    uv_unref((uv_handle_t *)keeper);
    return keeper;
}

OtrLoopSource *
otr_loop_source_new(uv_loop_t *loop, void (*turn)(void))
{
    static GSourceFuncs functions = {.prepare = prepare, .check = check, .dispatch = dispatch};
    GSource *base = g_source_new(&functions, sizeof(OtrLoopSource));
    OtrLoopSource *self = (OtrLoopSource *)base;

    self->loop = loop;
    self->turn = turn;
    self->keeper = keeper_new(loop);
    self->awake = TRUE; /* what was started before is not in the file descriptor yet */
    self->fd = g_source_add_unix_fd(base, uv_backend_fd(loop), G_IO_IN);
    g_source_set_name(base, "otr-ts");
    g_source_attach(base, NULL);
    return self;
}

void
otr_loop_source_wake(OtrLoopSource *self)
{
    self->awake = TRUE;
}

void
otr_loop_source_run(OtrLoopSource *self)
{
    g_source_ref(&self->base);
    /* A loop that is not alive takes no events: one of a handle that does not count (V8's tasks come over such
       a handle) would stay, and wake the main loop for ever. */
    uv_ref((uv_handle_t *)self->keeper);
    uv_run(self->loop, UV_RUN_NOWAIT);
    if (self->keeper != NULL)
        uv_unref((uv_handle_t *)self->keeper);
    g_source_unref(&self->base);
}

static void
free_keeper(uv_handle_t *keeper)
{
    g_free(keeper);
}

void
otr_loop_source_free(OtrLoopSource *self)
{
    uv_close((uv_handle_t *)self->keeper, free_keeper);
    self->keeper = NULL;
    g_source_destroy(&self->base);
    g_source_unref(&self->base);
}
