/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The configuration page: a form in a window of Pidgin's. */
#ifndef OTR_PIDGIN_PAGE_H
#define OTR_PIDGIN_PAGE_H

#include "items.h"

/* What the page shows from now on, open or not. */
void otr_page_set(const OtrItem *items, size_t n_items);

/* A new page (GtkWidget *), owned by the caller; tells the engine that it was opened. */
void *otr_page_frame(void);

/* Brings the open page up to date. */
void otr_page_show(void);

/* Empties the page, should it be open, and forgets what it showed. */
void otr_page_remove(void);

#endif
