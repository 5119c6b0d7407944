/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A runtime object whose helper thread dies while it starts: no result ever comes. */
#include "engine.h"

static char *
boot(const char *data_dir)
{
    (void)data_dir;
    g_thread_exit(NULL);
    return NULL;
}

static void
detach(void)
{
}

__attribute__((visibility("default"))) const OtrEngine otr_engine = {.abi = OTR_ABI, .boot = boot, .detach = detach};
