/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The only way from C into JavaScript. JavaScript values do not leave it: `take` turns the result into a
   plain C++ value. An exception, of any value, becomes "no answer". */
#ifndef OTR_BRIDGE_CALL_H
#define OTR_BRIDGE_CALL_H

#include <functional>
#include <initializer_list>
#include <vector>

#include "bridge.h"

namespace bridge
{

using Build = std::function<std::vector<napi_value>(Napi::Env)>;
using Take = std::function<void(Napi::Value)>;

/* Calls NativeHandlers.`handler`; false when there was no answer. */
bool Call(const char *handler, const Build &arguments, const Take &take);

/* The same with texts for arguments and nothing to take. */
bool Tell(const char *handler, std::initializer_list<const char *> texts);

/* Arguments that are all texts. */
std::vector<napi_value> Texts(Napi::Env env, std::initializer_list<const char *> texts);

} // namespace bridge

#endif
