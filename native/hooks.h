/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The hooks on libpurple's messages: they ask the engine, and the guard where it does not answer. */
#ifndef OTR_HOOKS_H
#define OTR_HOOKS_H

#include <purple.h>

/* Sending runs last and receiving first, so that nobody changes or sees what must be private. */
void otr_hooks_connect(PurplePlugin *plugin);

/* Says of each message that it waits. */
void otr_hooks_tell_waiting(void);

/* Sends and shows again, in order, what waited for the engine. */
void otr_hooks_replay(void);

#endif
