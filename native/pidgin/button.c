/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "button.h"

#include "icons.h"
#include "menu.h"

#include <gdk/gdkkeysyms.h>

/* Data on widgets: plain values, as these may outlive this object. */
#define BUTTON_DATA "otr-button"
#define SHOWN_DATA "otr-shown"
#define ICON_DATA "otr-icon"
#define WORD_DATA "otr-word"

static GSList *buttons;      /* GtkButton *, one a toolbar at most */
static GtkWidget *open_menu; /* the menu of `opener` while it is open */
static GtkWidget *opener;

static void
close_menu(void)
{
    if (open_menu != NULL)
        gtk_widget_destroy(open_menu);
}

static void
menu_destroyed(GtkWidget *menu, gpointer unused)
{
    (void) unused;
    open_menu = opener = NULL;
    g_object_unref(menu);
}

/* Over the button, which lies low in its window, or below it; the right edges in line. */
static void
place(GtkMenu *menu, int *x, int *y, gboolean *push_in, gpointer unused)
{
    GtkAllocation button;
    GtkRequisition size;

    (void) unused;
    gtk_widget_get_allocation(opener, &button);
    gtk_widget_size_request(GTK_WIDGET(menu), &size);
    gdk_window_get_root_coords(gtk_widget_get_window(opener), button.x, button.y, x, y);
    *x = MAX(0, *x + button.width - size.width);
    *y = *y >= size.height ? *y - size.height : *y + button.height;
    *push_in = TRUE;
}

/* `mouse` is the mouse button that opens, 0 for the keyboard. */
static void
pop_up(GtkWidget *button, PidginConversation *gtkconv, guint mouse)
{
    const OtrModel *model = otr_model_of(gtkconv->active_conv);

    close_menu();
    if (model == NULL)
        return;
    opener = button;
    /* ours, not attached to the button: there, assistive programs would lose sight of it */
    open_menu = g_object_ref_sink(gtk_menu_new());
    otr_menu_fill(GTK_MENU_SHELL(open_menu), model);
    g_signal_connect(open_menu, "destroy", G_CALLBACK(menu_destroyed), NULL);
    g_signal_connect(open_menu, "selection-done", G_CALLBACK(gtk_widget_destroy), NULL);
    gtk_menu_popup(GTK_MENU(open_menu), NULL, NULL, place, NULL, mouse,
                   gtk_get_current_event_time());
    if (mouse == 0)
        gtk_menu_shell_select_first(GTK_MENU_SHELL(open_menu), TRUE);
}

/* The tab's structure lives longer than the widgets in it, so these may hold it. */
static gboolean
pressed(GtkWidget *button, GdkEventButton *event, gpointer gtkconv)
{
    if (event->type != GDK_BUTTON_PRESS || (event->button != 1 && event->button != 3))
        return FALSE;
    pop_up(button, gtkconv, event->button);
    return TRUE;
}

/* Space, Enter, or an assistive program. */
static void
clicked(GtkWidget *button, gpointer gtkconv)
{
    pop_up(button, gtkconv, 0);
}

/* The Menu key, Shift+F10. */
static gboolean
menu_key(GtkWidget *button, gpointer gtkconv)
{
    pop_up(button, gtkconv, 0);
    return TRUE;
}

/*
 * Pidgin gives the entry every Tab within a conversation, so no toolbar button can be reached with it.
 * Shift+Tab in the entry, which does nothing there, goes to this button; Tab leads back.
 */
static gboolean
key_in_entry(GtkWidget *entry, GdkEventKey *event, GtkWidget *button)
{
    (void) entry;
    if (event->keyval != GDK_KEY_ISO_Left_Tab || (event->state & (GDK_CONTROL_MASK | GDK_MOD1_MASK)) ||
        !gtk_widget_get_mapped(button) || !gtk_widget_is_sensitive(button))
        return FALSE;
    gtk_widget_grab_focus(button);
    return TRUE;
}

static void
destroyed(GtkWidget *button, gpointer unused)
{
    (void) unused;
    if (opener == button)
        close_menu();
    buttons = g_slist_remove(buttons, button);
}

static GtkWidget *
new_button(PidginConversation *gtkconv)
{
    GtkWidget *button = gtk_button_new();
    GtkWidget *box = gtk_hbox_new(FALSE, 3); /* as Pidgin spaces its own */
    GtkWidget *icon = otr_icon_new();
    GtkWidget *word = gtk_label_new(NULL);

    gtk_button_set_relief(GTK_BUTTON(button), GTK_RELIEF_NONE);
    gtk_button_set_focus_on_click(GTK_BUTTON(button), FALSE);
    gtk_box_pack_start(GTK_BOX(box), icon, FALSE, FALSE, 0);
    gtk_box_pack_start(GTK_BOX(box), word, FALSE, FALSE, 0);
    gtk_container_add(GTK_CONTAINER(button), box);
    g_signal_connect(button, "button-press-event", G_CALLBACK(pressed), gtkconv);
    g_signal_connect(button, "clicked", G_CALLBACK(clicked), gtkconv);
    g_signal_connect(button, "popup-menu", G_CALLBACK(menu_key), gtkconv);
    g_signal_connect(button, "destroy", G_CALLBACK(destroyed), NULL);
    g_signal_connect_object(gtkconv->entry, "key-press-event", G_CALLBACK(key_in_entry), button, 0);
    g_object_set_data(G_OBJECT(button), ICON_DATA, icon);
    g_object_set_data(G_OBJECT(button), WORD_DATA, word);
    g_object_set_data(G_OBJECT(gtkconv->toolbar), BUTTON_DATA, button);
    gtk_box_pack_end(GTK_BOX(gtkconv->toolbar), button, FALSE, FALSE, 0);
    gtk_widget_show_all(button);
    buttons = g_slist_prepend(buttons, button);
    return button;
}

static void
remove_button(GtkWidget *button)
{
    g_object_set_data(G_OBJECT(gtk_widget_get_parent(button)), BUTTON_DATA, NULL);
    gtk_widget_destroy(button); /* takes itself off the list */
}

/* The accessible name is the level in words, so that a change is heard and needs no eye. */
static void
tell(GtkWidget *button, const OtrModel *model)
{
    AtkObject *accessible = gtk_widget_get_accessible(button);

    otr_icon_set_level(g_object_get_data(G_OBJECT(button), ICON_DATA), model->level);
    gtk_label_set_text(g_object_get_data(G_OBJECT(button), WORD_DATA), model->word);
    gtk_widget_set_tooltip_text(button, model->tooltip);
    atk_object_set_name(accessible, model->word);
    atk_object_set_description(accessible, model->tooltip);
    g_object_set_data(G_OBJECT(button), SHOWN_DATA, GSIZE_TO_POINTER(model->serial));
}

void
otr_button_show(PidginConversation *gtkconv, const OtrModel *model)
{
    GtkWidget *button = g_object_get_data(G_OBJECT(gtkconv->toolbar), BUTTON_DATA);

    if (model == NULL || !model->button) {
        if (button != NULL)
            remove_button(button);
        return;
    }
    if (button == NULL)
        button = new_button(gtkconv);
    if (g_object_get_data(G_OBJECT(button), SHOWN_DATA) != GSIZE_TO_POINTER(model->serial))
        tell(button, model);
    gtk_widget_set_sensitive(button, otr_model_events() != NULL);
}

void
otr_button_remove_all(void)
{
    close_menu();
    while (buttons != NULL)
        remove_button(buttons->data);
}
