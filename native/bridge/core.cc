/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libpurple's core, debug output, and translations. */
#include "arguments.h"
#include "functions.h"
#include "state.h"
#include "text.h"

namespace bridge
{

Napi::Value
UiName(Info info)
{
    return ToJs(info.Env(), purple_core_get_ui());
}

Napi::Value
UserDir(Info info)
{
    return ToJs(info.Env(), purple_user_dir());
}

/* Of the plugin and of libpurple. */
Napi::Value
Versions(Info info)
{
    Napi::Object versions = Napi::Object::New(info.Env());

    versions.Set("plugin", OTR_VERSION);
    versions.Set("purple", purple_core_get_version());
    return versions;
}

/* Whether another plugin did this work until now. */
Napi::Value
TakesOver(Info info)
{
    return ToJs(info.Env(), TheState()->host->takes_over != FALSE);
}

Napi::Value
Debug(Info info)
{
    const std::string level = Text(info[0]);
    const std::string text = Text(info[1]);
    const PurpleDebugLevel severity = level == "error"     ? PURPLE_DEBUG_ERROR
                                      : level == "warning" ? PURPLE_DEBUG_WARNING
                                                           : PURPLE_DEBUG_INFO;

    /* libpurple's debug window is not for other threads than the main one */
    if (TheState()->host != nullptr)
        purple_debug(severity, "otr-ts", "%s\n", text.c_str());
    return info.Env().Undefined();
}

Napi::Value
Gettext(Info info)
{
    const std::string id = Text(info[0]);
    return ToJs(info.Env(), dgettext(OTR_DOMAIN, id.c_str()));
}

Napi::Value
Ngettext(Info info)
{
    const std::string one = Text(info[0]);
    const std::string many = Text(info[1]);
    const auto n = static_cast<unsigned long>(Number(info[2]));
    return ToJs(info.Env(), dngettext(OTR_DOMAIN, one.c_str(), many.c_str(), n));
}

} // namespace bridge
