/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The OTR menu: in the menu bar of each conversation window, and as the button opens it. */
#ifndef OTR_PIDGIN_MENU_H
#define OTR_PIDGIN_MENU_H

#include "model.h"

#include <gtk/gtk.h>
#include <gtkconv.h>

/* Shows the model in the window's menu bar; NULL (a chat, or no model yet) hides the menu. */
void otr_menu_show(PidginWindow *win, const OtrModel *model);

/* Fills an empty menu with the model's items. */
void otr_menu_fill(GtkMenuShell *menu, const OtrModel *model);

void otr_menu_remove_all(void);

#endif
