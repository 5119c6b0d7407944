/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What holds other items of a form. Each returns the box that those are packed into. */
#ifndef OTR_PIDGIN_CONTAINERS_H
#define OTR_PIDGIN_CONTAINERS_H

#include "items.h"

#include <gtk/gtk.h>

/* GNOME's Human Interface Guidelines 2: 18 pixels between groups, 12 of indent, 6 between fields. */
enum { GROUP_GAP = 18, INDENT = 12, FIELD_GAP = 6 };

/* A heading with what belongs to it; without a label only the indent. */
GtkWidget *otr_section_new(const OtrItem *item, GtkBox **inside);

GtkWidget *otr_tabs_new(const OtrItem *item);
GtkBox *otr_tabs_add(GtkWidget *tabs, const OtrItem *page);
void otr_tabs_set(GtkWidget *tabs, const char *id);
const char *otr_tabs_get(GtkWidget *tabs);

GtkWidget *otr_alternatives_new(const OtrItem *item);
/* Returns the button that chooses it; what it asks for goes into `inside`. */
GtkWidget *otr_alternatives_add(GtkWidget *alternatives, const OtrItem *alternative, GtkBox **inside);
void otr_alternatives_set(GtkWidget *alternatives, const char *id);

#endif
