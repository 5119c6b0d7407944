/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef OTR_BRIDGE_FIELDS_H
#define OTR_BRIDGE_FIELDS_H

#include <napi.h>
#include <purple.h>

#include <map>
#include <string>
#include <vector>

namespace bridge
{

/* NativeField[] as libpurple's fields (owned by whoever shows them); the ids of those that have a value. */
PurpleRequestFields *BuildFields(Napi::Array models, std::vector<std::string> *ids);

/* What was entered, by id: strings as they are, "1" or "0", the number of a choice. */
std::map<std::string, std::string> FieldValues(PurpleRequestFields *fields,
                                               const std::vector<std::string> &ids);

} // namespace bridge

#endif
