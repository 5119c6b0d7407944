/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A form: any OtrItem list as GTK widgets, brought up to date while it is open. What a person has typed, and
   where they are, survives every change that the engine does not make in that very place. */
#ifndef OTR_PIDGIN_FORM_H
#define OTR_PIDGIN_FORM_H

#include "items.h"

#include <gtk/gtk.h>

typedef struct OtrForm OtrForm;

/* An empty form whose uses are those of `window`. */
OtrForm *otr_form_new(int window);

/* Frees the form; its widget may live on, as an empty box that needs no code of ours. */
void otr_form_free(OtrForm *form);

/* The widget with everything in it, owned by whoever packs it. */
GtkWidget *otr_form_widget(OtrForm *form);

void otr_form_show(OtrForm *form, const OtrItems *wanted);

/* Puts the keyboard into the first field that text can be typed in; FALSE when there is none. */
gboolean otr_form_focus(OtrForm *form);

/* The secrets as they stand in their fields: SECRET items with id and value, to be cleared with
   otr_items_clear_secret(). */
OtrItems otr_form_secrets(OtrForm *form);

#endif
