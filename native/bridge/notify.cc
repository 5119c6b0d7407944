/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "arguments.h"
#include "functions.h"
#include "state.h"

namespace bridge
{

Napi::Value
Notify(Info info)
{
    const std::string kind = Text(info[0]);
    const std::string title = Text(info[1]);
    const std::string primary = Wrapped(Text(info[2]));
    const std::string text = Wrapped(Text(info[3]));
    const PurpleNotifyMsgType type = kind == "error"     ? PURPLE_NOTIFY_MSG_ERROR
                                     : kind == "warning" ? PURPLE_NOTIFY_MSG_WARNING
                                                         : PURPLE_NOTIFY_MSG_INFO;

    purple_notify_message(TheState()->host->plugin, type, title.c_str(), primary.c_str(),
                          text.empty() ? nullptr : text.c_str(), nullptr, nullptr);
    return info.Env().Undefined();
}

} // namespace bridge
