/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The widgets of a configuration page. */
#ifndef OTR_PIDGIN_FIELDS_H
#define OTR_PIDGIN_FIELDS_H

#include "items.h"

#include <gtk/gtk.h>

/* Fills `page` with widgets for the items. The array holds the widget of each item, NULL where an item
   has none of its own; the caller frees it. */
GPtrArray *otr_fields_build(GtkBox *page, const OtrItems *items);

/* Shows the items' texts, values and sensitivity in widgets built for a list of the same shape. */
void otr_fields_update(GPtrArray *fields, const OtrItems *items);

#endif
