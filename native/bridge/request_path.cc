/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The user interface's own window for choosing a file or a folder. */
#include "arguments.h"
#include "functions.h"
#include "request.h"

namespace bridge
{

namespace
{

void
PathChosen(void *request, const char *path)
{
    Answer(static_cast<OpenRequest *>(request), path == nullptr ? 1 : 0,
           {{"path", path == nullptr ? "" : path}});
}

void
PathRefused(void *request, const char *)
{
    Answer(static_cast<OpenRequest *>(request), 1, {});
}

} // namespace

/* `kind`: "save" (to be written), "open" (to be read), or "folder". */
Napi::Value
RequestPath(Info info)
{
    const std::string kind = Text(info[0]);
    const std::string title = Text(info[1]);
    const std::string proposal = Text(info[2]);
    const char *start = proposal.empty() ? nullptr : proposal.c_str();
    OpenRequest *request = NewRequest();

    if (kind == "folder")
        return Opened(info.Env(), request,
                      purple_request_folder(request, title.c_str(), start, G_CALLBACK(PathChosen),
                                            G_CALLBACK(PathRefused), nullptr, nullptr, nullptr, request));
    return Opened(info.Env(), request,
                  purple_request_file(request, title.c_str(), start, kind == "save", G_CALLBACK(PathChosen),
                                      G_CALLBACK(PathRefused), nullptr, nullptr, nullptr, request));
}

} // namespace bridge
