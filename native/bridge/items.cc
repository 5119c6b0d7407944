/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "items.h"

#include <iterator>

#include "arguments.h"

namespace bridge
{

namespace
{

const char *const kinds[] = {"action", "check",        "choice",      "option", "label",  "separator",   "folder",
                             "end",    "pages",        "page",        "alternatives",     "alternative", "entry",
                             "secret", "explanation",  "copyable",    "table",  "column", "progress",    "picture"};

/* The kinds are numbered from 1 in the order of their names above. */
static_assert(OTR_ITEM_ACTION == 1 && OTR_ITEM_PICTURE == std::size(kinds), "OtrItemKind has other members");

OtrItemKind
Kind(const std::string &name)
{
    for (size_t i = 0; i < std::size(kinds); i++)
        if (name == kinds[i])
            return static_cast<OtrItemKind>(i + 1);
    return OTR_ITEM_SEPARATOR;
}

} // namespace

const char *
Items::Keep(Napi::Object item, const char *key)
{
    texts_.push_back(TextOf(item, key));
    return texts_.back().c_str();
}

void
Items::Add(Napi::Object item)
{
    Napi::Value sensitive = item.Get("sensitive");

    items_.push_back({Kind(TextOf(item, "kind")), Keep(item, "id"), Keep(item, "label"), Keep(item, "value"),
                      Keep(item, "note"), sensitive.IsUndefined() || Flag(sensitive)});
}

Items::Items(Napi::Value value)
{
    if (!value.IsArray())
        return;
    Napi::Array array = value.As<Napi::Array>();

    for (uint32_t i = 0; i < array.Length(); i++) {
        Napi::Value element = array.Get(i);
        if (element.IsObject())
            Add(element.As<Napi::Object>());
    }
}

} // namespace bridge
