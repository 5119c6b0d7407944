/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A picture of dark and light squares, as cameras read them: black on white in every theme. */
#ifndef OTR_PIDGIN_PICTURE_H
#define OTR_PIDGIN_PICTURE_H

#include "items.h"

#include <gtk/gtk.h>

GtkWidget *otr_picture_new(const OtrItem *item);
void otr_picture_set(GtkWidget *picture, const char *rows);

#endif
