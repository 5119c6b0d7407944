/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Request windows that are open: numbers in JavaScript, libpurple's handles here. */
#ifndef OTR_BRIDGE_REQUEST_H
#define OTR_BRIDGE_REQUEST_H

#include <napi.h>
#include <purple.h>

#include <map>
#include <string>
#include <vector>

namespace bridge
{

struct OpenRequest {
    int number;
    void *uiHandle = nullptr; /* compared, never followed: the UI owns it */
    bool answered = false;
    std::vector<std::string> fieldIds;
};

/* Tells JavaScript, once, and never from inside a call of its own. */
void Answer(OpenRequest *request, int action, std::map<std::string, std::string> values);

/* One that has a number and is to be opened. */
OpenRequest *NewRequest();

/* Its number, when the UI has opened it under this handle; without one it is forgotten, and 0 comes back. */
Napi::Value Opened(Napi::Env env, OpenRequest *request, void *uiHandle);

/* The open request that the UI knows by this handle; null when it is somebody else's. */
OpenRequest *FindRequest(const void *uiHandle);

} // namespace bridge

#endif
