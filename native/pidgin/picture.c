/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "picture.h"

#include <string.h>

#define ROWS_DATA "otr-rows"

/* Pixels of a square, and the white border that a QR code needs, in squares. */
enum { SQUARE = 4, BORDER = 4 };

static gboolean
expose(GtkWidget *picture, GdkEventExpose *event, gpointer unused)
{
    cairo_t *cr = gdk_cairo_create(gtk_widget_get_window(picture));
    const char *rows = g_object_get_data(G_OBJECT(picture), ROWS_DATA);
    int x = BORDER, y = BORDER;

    (void) event;
    (void) unused;
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_set_source_rgb(cr, 0, 0, 0);
    for (const char *at = rows; *at != '\0'; at++) {
        if (*at == '1')
            cairo_rectangle(cr, x * SQUARE, y * SQUARE, SQUARE, SQUARE);
        x = *at == '\n' ? BORDER : x + 1;
        y = *at == '\n' ? y + 1 : y;
    }
    cairo_fill(cr);
    cairo_destroy(cr);
    return TRUE;
}

GtkWidget *
otr_picture_new(const OtrItem *item)
{
    GtkWidget *picture = gtk_drawing_area_new();
    AtkObject *accessible = gtk_widget_get_accessible(picture);

    atk_object_set_name(accessible, item->label);
    atk_object_set_role(accessible, ATK_ROLE_IMAGE);
    g_signal_connect(picture, "expose-event", G_CALLBACK(expose), NULL);
    otr_picture_set(picture, item->value);
    return picture;
}

void
otr_picture_set(GtkWidget *picture, const char *rows)
{
    const int across = ((int) strcspn(rows, "\n") + 2 * BORDER) * SQUARE;

    g_object_set_data_full(G_OBJECT(picture), ROWS_DATA, g_strdup(rows), g_free);
    gtk_widget_set_size_request(picture, across, across);
    gtk_widget_queue_draw(picture);
}
