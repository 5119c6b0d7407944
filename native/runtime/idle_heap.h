/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef OTR_IDLE_HEAP_H
#define OTR_IDLE_HEAP_H

#include <glib.h>
#include <v8.h>

#include <functional>

/* V8 collects garbage when it needs room, so a program that has fallen silent keeps what it held last: after a busy
 * hour twice as much as it uses (docs/SPEED.md). Here the heap is collected when nothing has happened for a second,
 * in slices of the idle main loop. */
class IdleHeap
{
  public:
    /* `enter` runs a function inside the isolate, on the main thread, or does nothing once the engine has failed */
    using Enter = void (*)(const std::function<void()> &body);

    /* inside the isolate, with as little in its heap as it ever has */
    IdleHeap(v8::Isolate *isolate, v8::Platform *platform, Enter enter);

    /* JavaScript has run. */
    void Used();
    /* The main loop is not ours any more. */
    void Stop();

  private:
    static gboolean OnQuiet(gpointer data);
    static gboolean OnSlice(gpointer data);
    bool Begin();
    bool Slice();
    void Mark();
    size_t Size();

    v8::Isolate *isolate_;
    v8::Platform *platform_;
    Enter enter_;
    guint source_ = 0;
    int left_ = 0;      /* collections of this time */
    bool used_ = false; /* since the last look */
    size_t least_;      /* bytes of the heap after the last collection */
};

#endif
