/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A libuv loop as a GLib source: no polling timer, no wake-up while nothing happens. */
#ifndef OTR_LOOP_SOURCE_H
#define OTR_LOOP_SOURCE_H

#include <glib.h>
#include <uv.h>

G_BEGIN_DECLS

typedef struct OtrLoopSource OtrLoopSource;

/* Attaches to the default main context. `turn` is called when the loop has something to do: it calls
   otr_loop_source_run(). A timer counts only while the loop is alive, that is, not unref()ed. */
OtrLoopSource *otr_loop_source_new(uv_loop_t *loop, void (*turn)(void));

/* Runs the loop once, without waiting. */
void otr_loop_source_run(OtrLoopSource *source);

/* The loop may have new work that its file descriptor does not show: take one turn soon. */
void otr_loop_source_wake(OtrLoopSource *source);

/* Detaches and frees; allowed inside `turn` and inside what the loop runs. */
void otr_loop_source_free(OtrLoopSource *source);

G_END_DECLS

#endif
