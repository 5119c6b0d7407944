/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Models for Pidgin's decoration, and what it reports back. */
#include "arguments.h"
#include "call.h"
#include "functions.h"
#include "items.h"
#include "state.h"
#include "windows.h"

namespace bridge
{

namespace
{

OtrLevel
Level(const std::string &name)
{
    if (name == "unverified")
        return OTR_LEVEL_UNVERIFIED;
    if (name == "private")
        return OTR_LEVEL_PRIVATE;
    return name == "finished" ? OTR_LEVEL_FINISHED : OTR_LEVEL_PLAINTEXT;
}

void
MenuUsed(const char *protocol, const char *username, const char *who, const char *item)
{
    Tell("menuUsed", {protocol, username, who, item});
}

void
FormOpened()
{
    Tell("formOpened", {});
}

void
FormClosed()
{
    Tell("formClosed", {});
}

} // namespace

const OtrDecorationEvents decorationEvents = {MenuUsed,     WindowUsed, WindowPressed,
                                              WindowClosed, FormOpened, FormClosed};

Napi::Value
HasDecoration(Info info)
{
    return ToJs(info.Env(), TheState()->host->pidgin != nullptr);
}

Napi::Value
Decorate(Info info)
{
    const OtrPidgin *pidgin = TheState()->host->pidgin;
    PurpleConversation *conversation = Contact(info).Conversation();
    Napi::Object model = info[3].As<Napi::Object>();

    if (pidgin == nullptr || conversation == nullptr)
        return ToJs(info.Env(), false);
    const std::string word = TextOf(model, "word");
    const std::string tooltip = TextOf(model, "tooltip");
    const Items items(model.Get("items"));
    const Items bar(model.Get("bar"));
    const OtrDecoration decoration = {Level(TextOf(model, "level")),
                                      word.c_str(),
                                      tooltip.c_str(),
                                      Flag(model.Get("button")),
                                      items.Data(),
                                      items.Size(),
                                      bar.Data(),
                                      bar.Size()};
    pidgin->decorate(conversation, &decoration);
    return ToJs(info.Env(), true);
}

Napi::Value
SetForm(Info info)
{
    const OtrPidgin *pidgin = TheState()->host->pidgin;
    const Items items(info[0]);

    if (pidgin != nullptr)
        pidgin->set_form(items.Data(), items.Size());
    return info.Env().Undefined();
}

} // namespace bridge
