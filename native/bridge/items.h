/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef OTR_BRIDGE_ITEMS_H
#define OTR_BRIDGE_ITEMS_H

#include <napi.h>

#include <deque>
#include <string>
#include <vector>

#include "engine.h"

namespace bridge
{

/* NativeItem[] as OtrItem[]; the texts live as long as this object. */
class Items
{
  public:
    explicit Items(Napi::Value array);
    Items(const Items &) = delete;
    Items &operator=(const Items &) = delete;

    const OtrItem *
    Data() const
    {
        return items_.data();
    }
    size_t
    Size() const
    {
        return items_.size();
    }

  private:
    void Add(Napi::Object item);
    const char *Keep(Napi::Object item, const char *key);

    std::deque<std::string> texts_; /* a deque does not move what it holds */
    std::vector<OtrItem> items_;
};

} // namespace bridge

#endif
