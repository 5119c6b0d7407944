/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report.h"

#include "model.h"

#define ID_DATA "otr-id"
#define WINDOW_DATA "otr-window"

static int hushed;

void
otr_report_as(GtkWidget *field, int window, const char *id)
{
    g_object_set_data(G_OBJECT(field), WINDOW_DATA, GINT_TO_POINTER(window));
    g_object_set_data_full(G_OBJECT(field), ID_DATA, g_strdup(id), g_free);
}

const char *
otr_report_id(GtkWidget *field)
{
    return g_object_get_data(G_OBJECT(field), ID_DATA);
}

void
otr_report(GtkWidget *field, const char *value)
{
    const OtrDecorationEvents *events = otr_model_events();

    if (events != NULL && hushed == 0)
        events->window_used(GPOINTER_TO_INT(g_object_get_data(G_OBJECT(field), WINDOW_DATA)),
                            otr_report_id(field), value);
}

void
otr_report_hush(void)
{
    hushed++;
}

void
otr_report_resume(void)
{
    hushed--;
}
