/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libpurple says nothing when a window without fields is closed by its frame. The UI's own "close" operation
   is called then, so it is wrapped while the plugin is attached. */
#include "request.h"
#include "state.h"

namespace bridge
{

namespace
{

PurpleRequestUiOps *original;
PurpleRequestUiOps wrapped;

void
Closing(PurpleRequestType type, void *uiHandle)
{
    OpenRequest *request = FindRequest(uiHandle);

    if (request != nullptr)
        Answer(request, -1, {});
    original->close_request(type, uiHandle);
}

} // namespace

void
WatchRequests()
{
    PurpleRequestUiOps *operations = purple_request_get_ui_ops();

    if (operations == nullptr || operations->close_request == nullptr || operations == &wrapped)
        return;
    original = operations;
    wrapped = *operations;
    wrapped.close_request = Closing;
    purple_request_set_ui_ops(&wrapped);
}

void
UnwatchRequests()
{
    if (purple_request_get_ui_ops() == &wrapped)
        purple_request_set_ui_ops(original);
}

} // namespace bridge
