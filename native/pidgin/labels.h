/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts in a form. */
#ifndef OTR_PIDGIN_LABELS_H
#define OTR_PIDGIN_LABELS_H

#include "items.h"

#include <gtk/gtk.h>

/* Shows `text` (with its mnemonic): in one line up to a readable width, wrapped beyond. */
void otr_label_set(GtkLabel *label, const char *text);

/* A text that can be selected. */
GtkWidget *otr_label_new(const OtrItem *item);

/* Running text with a sign before it, as the item's value says. */
GtkWidget *otr_explanation_new(const OtrItem *item);
void otr_explanation_set(GtkWidget *explanation, const char *text, const char *sign);

/* A bold line over what belongs together. */
GtkWidget *otr_heading_new(const char *text);

/* The caption of the field that is packed next into `row`; those in one box are equally wide. */
GtkWidget *otr_caption_new(GtkBox *row, const char *text);

/* A caption, a text in digits of one width, and a button that copies it; returns the text's label. */
GtkWidget *otr_copyable_new(GtkBox *row, const OtrItem *item);
void otr_copyable_set(GtkLabel *text, const char *value);

#endif
