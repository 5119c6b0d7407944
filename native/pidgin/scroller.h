/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Windows that are as large as what they show, within the screen. */
#ifndef OTR_PIDGIN_SCROLLER_H
#define OTR_PIDGIN_SCROLLER_H

#include <gtk/gtk.h>

/* A scrolled window around `content` that stays as large as it. */
GtkWidget *otr_scroller_new(GtkWidget *content);

/* Makes a scrolled window large enough for `content`, should the screen be. */
void otr_scroller_fit(GtkWidget *scroller, GtkWidget *content);

#endif
