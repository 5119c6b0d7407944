/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one way in which the fields of a form say that they were used. */
#ifndef OTR_PIDGIN_REPORT_H
#define OTR_PIDGIN_REPORT_H

#include <gtk/gtk.h>

/* Uses of this widget are those of item `id` in that window. */
void otr_report_as(GtkWidget *field, int window, const char *id);

const char *otr_report_id(GtkWidget *field);

/* The person used the field; `value` is its new value. */
void otr_report(GtkWidget *field, const char *value);

/* Between these two, fields change because the engine says so: nothing is reported. */
void otr_report_hush(void);
void otr_report_resume(void);

#endif
