/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scroller.h"

enum { EDGE = 8 };

void
otr_scroller_fit(GtkWidget *scroller, GtkWidget *content)
{
    GdkScreen *screen = gtk_widget_get_screen(content);
    const int widest = gdk_screen_get_width(screen) * 19 / 20;
    GtkRequisition need, bar;

    gtk_widget_size_request(content, &need);
    gtk_widget_size_request(gtk_scrolled_window_get_vscrollbar(GTK_SCROLLED_WINDOW(scroller)), &bar);
    need.width += bar.width + EDGE;
    need.height += EDGE;
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroller),
                                   need.width > widest ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER,
                                   GTK_POLICY_AUTOMATIC);
    gtk_widget_set_size_request(scroller, MIN(need.width, widest),
                                MIN(need.height, gdk_screen_get_height(screen) * 7 / 10));
}

/* The content asks for another size. Setting ours at once would be undone by the layout that is going on. */
static gboolean
fit_later(gpointer scroller)
{
    GtkWidget *viewport = gtk_bin_get_child(GTK_BIN(scroller));

    if (viewport != NULL)
        otr_scroller_fit(scroller, gtk_bin_get_child(GTK_BIN(viewport)));
    g_object_unref(scroller);
    return FALSE;
}

static void
content_asks(GtkWidget *content, GtkRequisition *need, GtkWidget *scroller)
{
    static const char *const data = "otr-fitted";
    const int area = need->width << 16 ^ need->height;

    if (GPOINTER_TO_INT(g_object_get_data(G_OBJECT(content), data)) == area)
        return;
    g_object_set_data(G_OBJECT(content), data, GINT_TO_POINTER(area));
    g_idle_add_full(G_PRIORITY_HIGH_IDLE, fit_later, g_object_ref(scroller), NULL);
}

GtkWidget *
otr_scroller_new(GtkWidget *content)
{
    GtkWidget *scroller = gtk_scrolled_window_new(NULL, NULL);

    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_add_with_viewport(GTK_SCROLLED_WINDOW(scroller), content);
    gtk_viewport_set_shadow_type(GTK_VIEWPORT(gtk_bin_get_child(GTK_BIN(scroller))), GTK_SHADOW_NONE);
    g_signal_connect_after(content, "size-request", G_CALLBACK(content_asks), scroller);
    return scroller;
}
