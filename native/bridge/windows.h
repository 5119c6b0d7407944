/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a person does in windows of ours. */
#ifndef OTR_BRIDGE_WINDOWS_H
#define OTR_BRIDGE_WINDOWS_H

#include "engine.h"

namespace bridge
{

void WindowUsed(int window, const char *item, const char *value);
void WindowPressed(int window, const char *button, const OtrItem *secrets, size_t count);
void WindowClosed(int window);

} // namespace bridge

#endif
