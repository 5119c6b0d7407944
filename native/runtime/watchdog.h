/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ends a piece of work that does not come back. One helper thread, asleep while nothing is watched. */
#ifndef OTR_WATCHDOG_H
#define OTR_WATCHDOG_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct OtrWatchdog OtrWatchdog;

/* `bark` is called once, on the helper thread, while the work that takes too long goes on. Never freed. */
OtrWatchdog *otr_watchdog_new(void (*bark)(void));

/* This thread begins a piece of work (again inside another one: then the outer one counts). It may take `patience`
   milliseconds, as long as the thread was at work for a quarter of them: a program that the system has put to
   sleep is not stuck. Ten times as long is too long in any case. */
void otr_watchdog_enter(OtrWatchdog *watchdog, unsigned patience);
void otr_watchdog_leave(OtrWatchdog *watchdog);

G_END_DECLS

#endif
