/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Drawn on a square of 16 units. The shapes differ in outline, so that they can be told apart without
 * colour: the bow stands beside the body (open); closed over a question mark; closed and filled, with a
 * check mark cut out; closed and filled, cracked from the bow to the bottom.
 */
#include "icons.h"

#define LEVEL_DATA "otr-level"
#define UNITS 16.0

static void
set_colour(cairo_t *cr, const GdkColor *colour)
{
    cairo_set_source_rgb(cr, colour->red / 65535.0, colour->green / 65535.0, colour->blue / 65535.0);
}

static void
body(cairo_t *cr, double left, double right)
{
    const double top = 7, bottom = 15, corner = 1.5;

    cairo_new_sub_path(cr);
    cairo_arc(cr, right - corner, top + corner, corner, -G_PI / 2, 0);
    cairo_arc(cr, right - corner, bottom - corner, corner, 0, G_PI / 2);
    cairo_arc(cr, left + corner, bottom - corner, corner, G_PI / 2, G_PI);
    cairo_arc(cr, left + corner, top + corner, corner, G_PI, 1.5 * G_PI);
    cairo_close_path(cr);
}

/* The bow from its left foot to its right one. */
static void
bow(cairo_t *cr, double middle, double left_foot, double right_foot)
{
    const double radius = 3, top = 4.2;

    cairo_move_to(cr, middle - radius, left_foot);
    cairo_line_to(cr, middle - radius, top);
    cairo_arc(cr, middle, top, radius, G_PI, 0);
    cairo_line_to(cr, middle + radius, right_foot);
}

static void
draw_open(cairo_t *cr)
{
    body(cr, 0.8, 10);
    bow(cr, 11, 7, 6.6);
    cairo_stroke(cr);
}

static void
draw_unverified(cairo_t *cr)
{
    body(cr, 2.5, 13.5);
    bow(cr, 8, 7, 7);
    cairo_stroke(cr);
    cairo_move_to(cr, 6.3, 9.9);
    cairo_curve_to(cr, 6.4, 8, 9.7, 8, 9.7, 9.9);
    cairo_curve_to(cr, 9.7, 11, 8, 10.9, 8, 12.1);
    cairo_stroke(cr);
    cairo_arc(cr, 8, 13.6, 0.75, 0, 2 * G_PI);
    cairo_fill(cr);
}

/* A closed padlock, filled; the caller cuts a mark out of it. */
static void
draw_solid(cairo_t *cr)
{
    bow(cr, 8, 7, 7);
    cairo_stroke(cr);
    body(cr, 2.5, 13.5);
    cairo_fill_preserve(cr);
    cairo_stroke(cr);
    cairo_set_operator(cr, CAIRO_OPERATOR_CLEAR);
    cairo_set_line_width(cr, 1.9);
}

static void
draw_private(cairo_t *cr)
{
    draw_solid(cr);
    cairo_move_to(cr, 5.1, 11);
    cairo_line_to(cr, 7.2, 13.1);
    cairo_line_to(cr, 11, 9.1);
    cairo_stroke(cr);
}

/* The crack runs from the bow to the bottom. */
static void
draw_broken(cairo_t *cr)
{
    draw_solid(cr);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_MITER);
    cairo_move_to(cr, 9.8, 0);
    cairo_line_to(cr, 8.8, 6.4);
    cairo_line_to(cr, 10.4, 8.8);
    cairo_line_to(cr, 6, 11.4);
    cairo_line_to(cr, 8.2, 13.2);
    cairo_line_to(cr, 7, 16);
    cairo_stroke(cr);
}

static void
draw_level(cairo_t *cr, OtrLevel level)
{
    switch (level) {
    case OTR_LEVEL_UNVERIFIED:
        draw_unverified(cr);
        break;
    case OTR_LEVEL_PRIVATE:
        draw_private(cr);
        break;
    case OTR_LEVEL_FINISHED:
        draw_broken(cr);
        break;
    default:
        draw_open(cr);
        break;
    }
}

static gboolean
expose(GtkWidget *icon, GdkEventExpose *event, gpointer unused)
{
    GtkStyle *style = gtk_widget_get_style(icon);
    GtkStateType state = gtk_widget_get_state(icon);
    GtkAllocation area;
    cairo_t *cr = gdk_cairo_create(gtk_widget_get_window(icon));
    double size;

    (void) unused;
    gtk_widget_get_allocation(icon, &area);
    size = MIN(area.width, area.height);
    gdk_cairo_region(cr, event->region);
    cairo_clip(cr);
    cairo_translate(cr, area.x + (int) ((area.width - size) / 2),
                    area.y + (int) ((area.height - size) / 2));
    cairo_scale(cr, size / UNITS, size / UNITS);
    cairo_set_line_width(cr, 1.4);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    set_colour(cr, &style->fg[state]);
    cairo_push_group(cr); /* so that what is cut out shows the button, whatever the theme draws there */
    draw_level(cr, GPOINTER_TO_INT(g_object_get_data(G_OBJECT(icon), LEVEL_DATA)));
    cairo_pop_group_to_source(cr);
    cairo_paint(cr);
    cairo_destroy(cr);
    return FALSE;
}

/* GTK 2 knows no scale factor; people enlarge its fonts instead, and the icon goes with them. */
static void
fit_to_font(GtkWidget *icon, GtkStyle *old, gpointer unused)
{
    PangoContext *context = gtk_widget_get_pango_context(icon);
    PangoFontMetrics *metrics =
        pango_context_get_metrics(context, pango_context_get_font_description(context), NULL);
    int line = PANGO_PIXELS(pango_font_metrics_get_ascent(metrics) +
                            pango_font_metrics_get_descent(metrics));

    (void) old;
    (void) unused;
    pango_font_metrics_unref(metrics);
    gtk_widget_set_size_request(icon, MAX((int) UNITS, line), MAX((int) UNITS, line));
}

GtkWidget *
otr_icon_new(void)
{
    GtkWidget *icon = gtk_image_new(); /* an empty one: without a window of its own it suits any button */

    g_signal_connect(icon, "expose-event", G_CALLBACK(expose), NULL);
    g_signal_connect(icon, "style-set", G_CALLBACK(fit_to_font), NULL);
    fit_to_font(icon, NULL, NULL);
    return icon;
}

void
otr_icon_set_level(GtkWidget *icon, OtrLevel level)
{
    g_object_set_data(G_OBJECT(icon), LEVEL_DATA, GINT_TO_POINTER(level));
    gtk_widget_queue_draw(icon);
}
