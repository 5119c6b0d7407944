/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text that a gate has kept from leaving: the person is told and has it back. */
#ifndef OTR_WITHHELD_H
#define OTR_WITHHELD_H

#include <purple.h>

/* `text` (plain) was not sent to `who`. Told from the main loop, once for all that came together: a gate stands
   in the middle of a protocol's work. */
void otr_withheld_add(PurpleAccount *account, const char *who, const char *text);

/* Tells now what has not been told yet. */
void otr_withheld_flush(void);

#endif
