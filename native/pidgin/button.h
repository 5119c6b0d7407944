/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The OTR button at the end of the toolbar over the entry: the level in words, and the menu. */
#ifndef OTR_PIDGIN_BUTTON_H
#define OTR_PIDGIN_BUTTON_H

#include "model.h"

#include <gtkconv.h>

/* Shows the model in the tab's toolbar; NULL, or a model that wants no button, takes it away. */
void otr_button_show(PidginConversation *gtkconv, const OtrModel *model);

void otr_button_remove_all(void);

#endif
