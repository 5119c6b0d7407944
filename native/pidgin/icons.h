/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The padlocks: one shape a level, drawn in the theme's colours at the size of its font. */
#ifndef OTR_PIDGIN_ICONS_H
#define OTR_PIDGIN_ICONS_H

#include "../engine.h"

#include <gtk/gtk.h>

GtkWidget *otr_icon_new(void);
void otr_icon_set_level(GtkWidget *icon, OtrLevel level);

#endif
