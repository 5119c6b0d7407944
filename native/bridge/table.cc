/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names and arguments of the bridge's functions, checked here once for all of them. */
#include "functions.h"
#include "state.h"

namespace bridge
{

namespace
{

/* Whether a function may be called while the plugin is not attached: on Node's helper thread during boot, or
   after unloading. The rest touches libpurple, which belongs to the main thread. */
enum class When { attached, always };

struct Entry {
    const char *name;
    const char *arguments; /* s string, b boolean, n number, u Uint8Array, o object or array */
    Napi::Value (*function)(Info info);
    When when;
};

const Entry table[] = {
    {"handle", "o", Handle, When::always},
    {"fail", "s", FailEngine, When::always},
    {"uiName", "", UiName, When::attached},
    {"userDir", "", UserDir, When::attached},
    {"versions", "", Versions, When::attached},
    {"takesOver", "", TakesOver, When::attached},
    {"debug", "ss", Debug, When::always},
    {"gettext", "s", Gettext, When::always},
    {"ngettext", "ssn", Ngettext, When::always},
    {"hmacSha1", "uuu", HmacSha1, When::always},
    {"aesCtr", "uuuu", AesCtr, When::always},
    {"power", "uuuu", Power, When::always},
    {"accounts", "", Accounts, When::attached},
    {"accountSetting", "sss", AccountSetting, When::attached},
    {"setAccountSetting", "ssss", SetAccountSetting, When::attached},
    {"normalize", "sss", Normalize, When::attached},
    {"contactName", "sss", ContactName, When::attached},
    {"buddyState", "sss", BuddyState, When::attached},
    {"buddySetting", "ssss", BuddySetting, When::attached},
    {"setBuddySetting", "ssso", SetBuddySetting, When::attached},
    {"conversations", "", Conversations, When::attached},
    {"hasConversation", "sss", HasConversation, When::attached},
    {"openConversation", "sss", OpenConversation, When::attached},
    {"addressConversation", "ssss", AddressConversation, When::attached},
    {"inject", "ssss", Inject, When::attached},
    {"deliver", "ssss", Deliver, When::attached},
    {"writeLine", "ssso", WriteLine, When::attached},
    {"writeSent", "ssss", WriteSent, When::attached},
    {"returnText", "ssss", ReturnText, When::attached},
    {"setLogging", "ssss", SetLogging, When::attached},
    {"isLogging", "sss", IsLogging, When::attached},
    {"protect", "ssss", Protect, When::attached},
    {"hasDecoration", "", HasDecoration, When::attached},
    {"decorate", "ssso", Decorate, When::attached},
    {"setForm", "o", SetForm, When::attached},
    {"showWindow", "no", ShowWindow, When::attached},
    {"presentWindow", "n", PresentWindow, When::attached},
    {"closeWindow", "n", CloseWindow, When::attached},
    {"setBus", "b", SetBus, When::attached},
    {"prefBool", "sb", PrefBool, When::attached},
    {"setPrefBool", "sb", SetPrefBool, When::attached},
    {"prefString", "ss", PrefString, When::attached},
    {"setPrefString", "ss", SetPrefString, When::attached},
    {"request", "o", Request, When::attached},
    {"requestPath", "sss", RequestPath, When::attached},
    {"closeRequest", "n", CloseRequest, When::attached},
    {"notify", "ssss", Notify, When::attached},
};

bool
Fits(char letter, Napi::Value value)
{
    switch (letter) {
    case 's':
        return value.IsString();
    case 'b':
        return value.IsBoolean();
    case 'n':
        return value.IsNumber();
    case 'u':
        return value.IsTypedArray() && value.As<Napi::TypedArray>().TypedArrayType() == napi_uint8_array;
    default:
        return value.IsObject();
    }
}

Napi::Value
Refuse(Napi::Env env, const Entry *entry, const char *why)
{
    Napi::TypeError::New(env, std::string(entry->name) + ": " + why).ThrowAsJavaScriptException();
    return Napi::Value();
}

Napi::Value
Dispatch(Info info)
{
    const auto *entry = static_cast<const Entry *>(info.Data());

    if (entry->when == When::attached && TheState()->host == nullptr)
        return Refuse(info.Env(), entry, "the plugin is not attached");
    for (size_t i = 0; entry->arguments[i] != '\0'; i++)
        if (!Fits(entry->arguments[i], info[i]))
            return Refuse(info.Env(), entry,
                          ("argument " + std::to_string(i + 1) + " is of another type").c_str());
    return entry->function(info);
}

} // namespace

void
FillExports(Napi::Object exports)
{
    for (const Entry &entry : table)
        exports.Set(entry.name,
                    Napi::Function::New<Dispatch>(exports.Env(), entry.name, const_cast<Entry *>(&entry)));
}

} // namespace bridge
