/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The widgets of a form. */
#ifndef OTR_PIDGIN_FIELDS_H
#define OTR_PIDGIN_FIELDS_H

#include "items.h"

#include <gtk/gtk.h>

/* Fills `page` with widgets for the items; their uses are those of `window`. The array holds the widget of
   each item, NULL where an item has none of its own; the caller frees it. */
GPtrArray *otr_fields_build(int window, GtkBox *page, const OtrItems *items);

/* Shows the items' texts, values and sensitivity in widgets built for a list of the same shape; `before` is
   what they were last updated with. */
void otr_fields_update(GPtrArray *fields, const OtrItems *before, const OtrItems *now);

#endif
