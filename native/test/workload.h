/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two accounts of this very program talk to each other: every operation of OTR's, then many messages. */
#ifndef OTR_TEST_WORKLOAD_H
#define OTR_TEST_WORKLOAD_H

#include <glib.h>

/* Begins; `private`: with OTR. `done` is told the name of each part when it is over, and at last NULL. */
void workload_begin(gboolean private, void (*done)(const char *part));

#endif
