/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The configuration page: any OtrItem list as GTK widgets. */
#ifndef OTR_PIDGIN_FORM_H
#define OTR_PIDGIN_FORM_H

#include "items.h"

#include <gtk/gtk.h>

/* What the page shows from now on, open or not. */
void otr_form_set(const OtrItem *items, size_t n_items);

/* A new page (GtkWidget *), owned by the caller; tells the engine that it was opened. */
void *otr_form_frame(void);

/* Brings the open page up to date. */
void otr_form_show(void);

/* Empties the page, should it be open, and forgets what it showed. */
void otr_form_remove(void);

#endif
