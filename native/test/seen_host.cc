/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "seen_host.h"

#include "../lookup.h"

std::vector<std::vector<std::string>> &
Seen()
{
    static auto *seen = new std::vector<std::vector<std::string>>;
    return *seen;
}

void
Report(const char *kind, const char *who, const char *text)
{
    Seen().push_back({kind, who, text});
}

namespace
{

gboolean ownTraffic;

void
ProtectContact(const char *, const char *, const char *who, OtrProtection protection)
{
    const char *const names[] = {"private", "held", "none"};
    Report("protect", who, names[protection]);
}

void
HandBack(const char *, const char *, const char *who, const char *text, const char *)
{
    Report("returned", who, text);
}

gboolean
SendText(const char *protocol, const char *username, const char *who, const char *text)
{
    PurpleConnection *connection = otr_lookup_connection(protocol, username);
    if (connection == nullptr)
        return FALSE;
    serv_send_im(connection, who, text, static_cast<PurpleMessageFlags>(0));
    return TRUE;
}

void
EngineFailed(const char *reason)
{
    Report("failed", "", reason);
}

void
DecorateConversation(void *conversation, const OtrDecoration *model)
{
    std::string text = std::to_string(model->level) + " " + model->word;
    for (size_t i = 0; i < model->n_items; i++)
        text += "; " + std::to_string(model->items[i].kind) + " " + model->items[i].label;
    for (size_t i = 0; i < model->n_bar; i++)
        text += "; bar " + std::to_string(model->bar[i].kind) + " " + model->bar[i].label;
    Report("decorate", purple_conversation_get_name(static_cast<PurpleConversation *>(conversation)),
           text.c_str());
}

void
ShowForm(const OtrItem *, size_t count)
{
    Report("form", "", std::to_string(count).c_str());
}

void
ShowWindow(const OtrWindow *model)
{
    std::string text = std::to_string(model->number) + (model->unasked ? " unasked " : " ") + model->title;
    for (size_t i = 0; i < model->n_items; i++)
        text += "; " + std::to_string(model->items[i].kind) + " " + model->items[i].label + " " +
                model->items[i].value + " " + model->items[i].note;
    for (size_t i = 0; i < model->n_buttons; i++)
        text += "; [" + std::string(model->buttons[i].label) + "]";
    text += "; [" + std::string(model->close) + "] " + model->preset;
    Report("window", "", text.c_str());
}

void
PresentWindow(int number)
{
    Report("present", "", std::to_string(number).c_str());
}

void
CloseWindow(int number)
{
    Report("close", "", std::to_string(number).c_str());
}

const OtrPidgin pidgin = {OTR_ABI, nullptr,    nullptr,       DecorateConversation, ShowForm,
                          nullptr, ShowWindow, PresentWindow, CloseWindow,          nullptr};

} // namespace

OtrHost seenHost = {OTR_ABI,  &seenHost, &pidgin,     "",          FALSE, ProtectContact,
                    SendText, HandBack,  &ownTraffic, EngineFailed};
