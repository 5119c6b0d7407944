/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The plugin's side of the engine for tests of the bridge: it writes down what it is asked to do. */
#ifndef OTR_SEEN_HOST_H
#define OTR_SEEN_HOST_H

#include <string>
#include <vector>

#include "../engine.h"

/* What a person would have seen or the wire carried since the last look, as [kind, who, text]. */
std::vector<std::vector<std::string>> &Seen();

void Report(const char *kind, const char *who, const char *text);

extern OtrHost seenHost;

#endif
