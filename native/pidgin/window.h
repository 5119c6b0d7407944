/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Our own windows: a form over a row of buttons, never modal. */
#ifndef OTR_PIDGIN_WINDOW_H
#define OTR_PIDGIN_WINDOW_H

#include "items.h"

/* Opened, changed and closed before the next drawing: any of these may be called from within a signal of the
   very window. */
void otr_window_set(const OtrWindow *model);
void otr_window_present(int number);
void otr_window_close(int number);

/* Brings all windows up to date. */
void otr_windows_show(void);

/* Closes them all; nobody is told. */
void otr_windows_remove_all(void);

#endif
