/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The row of buttons of a window. */
#ifndef OTR_PIDGIN_BUTTONS_H
#define OTR_PIDGIN_BUTTONS_H

#include "items.h"

#include <gtk/gtk.h>

typedef struct OtrButtons OtrButtons;

/* Told of each press: the button's id, NULL for the one that closes. */
typedef void (*OtrPressed)(const char *id, gpointer data);

OtrButtons *otr_buttons_new(GtkDialog *dialog, OtrPressed pressed, gpointer data);
void otr_buttons_free(OtrButtons *buttons);

/* ACTION items in their order, and before the preset one, which is the last, the one that closes. */
void otr_buttons_show(OtrButtons *buttons, const OtrItems *wanted, const char *close, const char *preset);

/* Puts the keyboard on the preset button, or on the one that closes. */
void otr_buttons_focus(OtrButtons *buttons);

#endif
