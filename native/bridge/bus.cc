/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libpurple on the session bus. */
#include <dlfcn.h>

#include "arguments.h"
#include "functions.h"

namespace bridge
{

Napi::Value
SetBus(Info info)
{
    /* libpurple may have been built without D-Bus, and its header for this wants D-Bus's */
    const char *name = Flag(info[0]) ? "purple_dbus_init" : "purple_dbus_uninit";
    auto *change = reinterpret_cast<void (*)()>(dlsym(RTLD_DEFAULT, name));

    if (change != nullptr)
        change();
    return info.Env().Undefined();
}

} // namespace bridge
