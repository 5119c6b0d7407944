/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bar between history and entry: something is to be decided. */
#ifndef OTR_PIDGIN_BAR_H
#define OTR_PIDGIN_BAR_H

#include "model.h"

#include <gtkconv.h>

/* Shows the model's bar in the tab; NULL, or a model without one, takes it away. */
void otr_bar_show(PidginConversation *gtkconv, const OtrModel *model);

void otr_bar_remove_all(void);

#endif
