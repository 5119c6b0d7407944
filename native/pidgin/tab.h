/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The level in a conversation's tab: the same padlock as on the button, with the words as its tooltip. */
#ifndef OTR_PIDGIN_TAB_H
#define OTR_PIDGIN_TAB_H

#include "model.h"

#include <gtkconv.h>

/* NULL: there is nothing to show. */
void otr_tab_show(PidginConversation *gtkconv, const OtrModel *model);

void otr_tab_remove_all(void);

#endif
