/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "idle_heap.h"

#include <malloc.h>

namespace
{

constexpr guint quietSeconds = 1;
/* Less than that is not worth a collection. */
constexpr size_t growth = size_t{2} << 20;
constexpr guint pauseMilliseconds = 10;
constexpr double sliceSeconds = 0.003;
/* The second one gives back what the first has emptied. */
constexpr int rounds = 2;

} // namespace

IdleHeap::IdleHeap(v8::Isolate *isolate, v8::Platform *platform, Enter enter)
    : isolate_(isolate), platform_(platform), enter_(enter), least_(Size())
{
}

void
IdleHeap::Used()
{
    used_ = true;
    if (source_ == 0)
        source_ = g_timeout_add_seconds(quietSeconds, OnQuiet, this);
}

void
IdleHeap::Stop()
{
    if (source_ != 0)
        g_source_remove(source_);
    source_ = 0;
}

gboolean
IdleHeap::OnQuiet(gpointer data)
{
    auto *self = static_cast<IdleHeap *>(data);
    bool begun = false;

    if (self->used_) {
        self->used_ = false;
        return G_SOURCE_CONTINUE;
    }
    self->enter_([self, &begun] { begun = self->Begin(); });
    self->source_ = begun ? g_timeout_add(pauseMilliseconds, OnSlice, self) : 0;
    return G_SOURCE_REMOVE;
}

/* False: too little has been added since the last time. */
bool
IdleHeap::Begin()
{
    if (Size() < least_ + growth)
        return false;
    left_ = rounds;
    Mark();
    return true;
}

gboolean
IdleHeap::OnSlice(gpointer data)
{
    auto *self = static_cast<IdleHeap *>(data);
    bool more = false;

    self->enter_([self, &more] { more = self->Slice(); });
    if (!more)
        self->source_ = 0;
    return more ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* False: that was all. */
bool
IdleHeap::Slice()
{
    if (!isolate_->IdleNotificationDeadline(platform_->MonotonicallyIncreasingTime() + sliceSeconds))
        return true;
    left_ -= 1;
    if (left_ > 0) {
        Mark();
        return true;
    }
    malloc_trim(0);
    least_ = Size();
    return false;
}

/* Begins to mark what is in use; V8 goes on with that little by little. */
void
IdleHeap::Mark()
{
    isolate_->MemoryPressureNotification(v8::MemoryPressureLevel::kModerate);
    isolate_->MemoryPressureNotification(v8::MemoryPressureLevel::kNone);
}

size_t
IdleHeap::Size()
{
    v8::HeapStatistics statistics;

    isolate_->GetHeapStatistics(&statistics);
    return statistics.total_heap_size();
}
