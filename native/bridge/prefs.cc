/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "arguments.h"
#include "functions.h"
#include "state.h"

namespace bridge
{

namespace
{

/* libpurple refuses a preference whose folder is not there. */
void
CreateFolders(const std::string &path)
{
    for (size_t end = path.find('/', 1); end != std::string::npos; end = path.find('/', end + 1))
        purple_prefs_add_none(path.substr(0, end).c_str());
}

/* Marks a change as our own while it is made. */
class OwnChange
{
  public:
    OwnChange()
    {
        TheState()->settingPreference = true;
    }
    ~OwnChange()
    {
        TheState()->settingPreference = false;
    }
};

} // namespace

Napi::Value
PrefBool(Info info)
{
    const std::string path = Text(info[0]);
    const OwnChange mark;

    CreateFolders(path);
    purple_prefs_add_bool(path.c_str(), Flag(info[1]));
    /* somebody else's preference of another type under our name */
    if (purple_prefs_get_type(path.c_str()) != PURPLE_PREF_BOOLEAN)
        return info[1];
    return ToJs(info.Env(), purple_prefs_get_bool(path.c_str()) != FALSE);
}

Napi::Value
SetPrefBool(Info info)
{
    const std::string path = Text(info[0]);
    const OwnChange mark;

    CreateFolders(path);
    purple_prefs_add_bool(path.c_str(), Flag(info[1]));
    if (purple_prefs_get_type(path.c_str()) == PURPLE_PREF_BOOLEAN)
        purple_prefs_set_bool(path.c_str(), Flag(info[1]));
    return info.Env().Undefined();
}

Napi::Value
PrefString(Info info)
{
    const std::string path = Text(info[0]);
    const OwnChange mark;

    CreateFolders(path);
    purple_prefs_add_string(path.c_str(), Text(info[1]).c_str());
    if (purple_prefs_get_type(path.c_str()) != PURPLE_PREF_STRING)
        return info[1];
    return ToJs(info.Env(), purple_prefs_get_string(path.c_str()));
}

Napi::Value
SetPrefString(Info info)
{
    const std::string path = Text(info[0]);
    const std::string value = Text(info[1]);
    const OwnChange mark;

    CreateFolders(path);
    purple_prefs_add_string(path.c_str(), value.c_str());
    if (purple_prefs_get_type(path.c_str()) == PURPLE_PREF_STRING)
        purple_prefs_set_string(path.c_str(), value.c_str());
    return info.Env().Undefined();
}

} // namespace bridge
