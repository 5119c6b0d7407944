/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "menu.h"

#include <string.h>

/* Data on widgets is freed by GLib's own functions only: they may outlive this object. */
#define USE_DATA "otr-use"
#define SHOWN_DATA "otr-shown"
#define MENU_DATA "otr-menu"

static GSList *menu_bar_entries; /* GtkMenuItem *, one a window at most */

/* The entry no longer shows what its model says. */
static void
forget_shown(gpointer entry, gpointer unused)
{
    (void) unused;
    g_object_set_data(G_OBJECT(entry), SHOWN_DATA, NULL);
}

static void
item_used(GtkMenuItem *item, gpointer unused)
{
    char **use = g_object_get_data(G_OBJECT(item), USE_DATA);
    const OtrDecorationEvents *events = otr_model_events();

    (void) unused;
    /* GTK has moved the check mark; where it belongs is for the engine to say */
    g_slist_foreach(menu_bar_entries, forget_shown, NULL);
    otr_refresh_soon();
    if (events != NULL)
        events->menu_used(use[1], use[2], use[3], use[0]);
}

static GtkWidget *
new_check(const OtrItem *item, gboolean radio, gboolean active)
{
    GtkWidget *check = gtk_check_menu_item_new_with_mnemonic(item->label);

    gtk_check_menu_item_set_draw_as_radio(GTK_CHECK_MENU_ITEM(check), radio);
    gtk_check_menu_item_set_active(GTK_CHECK_MENU_ITEM(check), active);
    if (radio)
        atk_object_set_role(gtk_widget_get_accessible(check), ATK_ROLE_RADIO_MENU_ITEM);
    return check;
}

/* `chosen` is the value of what the item stands in. */
static GtkWidget *
new_item(const OtrItem *item, const char *chosen)
{
    switch (item->kind) {
    case OTR_ITEM_CHECK:
        return new_check(item, FALSE, strcmp(item->value, "1") == 0);
    case OTR_ITEM_OPTION:
        return new_check(item, TRUE, strcmp(item->id, chosen) == 0);
    case OTR_ITEM_SEPARATOR:
        return gtk_separator_menu_item_new();
    default:
        return gtk_menu_item_new_with_mnemonic(item->label);
    }
}

static gboolean
is_used(OtrItemKind kind)
{
    return kind == OTR_ITEM_ACTION || kind == OTR_ITEM_CHECK || kind == OTR_ITEM_OPTION;
}

static void
report_uses(GtkWidget *widget, const OtrItem *item, const OtrModel *model)
{
    const char *const use[] = {item->id, model->protocol, model->username, model->who, NULL};

    g_object_set_data_full(G_OBJECT(widget), USE_DATA, g_strdupv((char **) use),
                           (GDestroyNotify) g_strfreev);
    g_signal_connect(widget, "activate", G_CALLBACK(item_used), NULL);
}

/* Fills from item `from` to the END of that list; returns the index after it. */
static size_t
fill(GtkMenuShell *menu, const OtrModel *model, size_t from, const char *chosen)
{
    size_t i = from;

    while (i < model->items.n && model->items.at[i].kind != OTR_ITEM_END) {
        const OtrItem *item = &model->items.at[i++];
        GtkWidget *widget = new_item(item, chosen);

        if (item->kind == OTR_ITEM_FOLDER || item->kind == OTR_ITEM_CHOICE) {
            GtkWidget *submenu = gtk_menu_new();

            i = fill(GTK_MENU_SHELL(submenu), model, i, item->value);
            gtk_menu_item_set_submenu(GTK_MENU_ITEM(widget), submenu);
        } else if (is_used(item->kind)) {
            report_uses(widget, item, model);
        }
        gtk_widget_set_sensitive(widget, item->sensitive && item->kind != OTR_ITEM_LABEL);
        gtk_menu_shell_append(menu, widget);
        gtk_widget_show(widget);
    }
    return i + 1;
}

void
otr_menu_fill(GtkMenuShell *menu, const OtrModel *model)
{
    fill(menu, model, 0, "");
}

static void
entry_destroyed(GtkWidget *entry, gpointer unused)
{
    (void) unused;
    menu_bar_entries = g_slist_remove(menu_bar_entries, entry);
}

static void
submenu_hidden(GtkWidget *submenu, gpointer unused)
{
    (void) submenu;
    (void) unused;
    otr_refresh_soon();
}

/* Left of Pidgin's tray, which keeps to the right end. */
static int
place_in(PidginWindow *win)
{
    GList *children = gtk_container_get_children(GTK_CONTAINER(win->menu.menubar));
    int place = g_list_index(children, win->menu.tray);

    g_list_free(children);
    return place;
}

static GtkWidget *
new_entry(PidginWindow *win)
{
    GtkWidget *entry = gtk_menu_item_new_with_mnemonic("O_TR");
    GtkWidget *submenu = gtk_menu_new();

    gtk_menu_item_set_submenu(GTK_MENU_ITEM(entry), submenu);
    /* only now: an accessible object made before the submenu stays a plain item for ever */
    atk_object_set_name(gtk_widget_get_accessible(entry), "OTR");
    g_signal_connect(submenu, "hide", G_CALLBACK(submenu_hidden), NULL);
    g_signal_connect(entry, "destroy", G_CALLBACK(entry_destroyed), NULL);
    gtk_menu_shell_insert(GTK_MENU_SHELL(win->menu.menubar), entry, place_in(win));
    g_object_set_data(G_OBJECT(win->menu.menubar), MENU_DATA, entry);
    menu_bar_entries = g_slist_prepend(menu_bar_entries, entry);
    return entry;
}

static void
refill(GtkWidget *entry, const OtrModel *model)
{
    GtkWidget *submenu = gtk_menu_item_get_submenu(GTK_MENU_ITEM(entry));

    /* nothing moves under the pointer: an open menu is filled when it closes */
    if (gtk_widget_get_mapped(submenu) ||
        g_object_get_data(G_OBJECT(entry), SHOWN_DATA) == GSIZE_TO_POINTER(model->serial))
        return;
    gtk_container_foreach(GTK_CONTAINER(submenu), (GtkCallback) G_CALLBACK(gtk_widget_destroy), NULL);
    otr_menu_fill(GTK_MENU_SHELL(submenu), model);
    atk_object_set_description(gtk_widget_get_accessible(entry), model->tooltip);
    g_object_set_data(G_OBJECT(entry), SHOWN_DATA, GSIZE_TO_POINTER(model->serial));
}

void
otr_menu_show(PidginWindow *win, const OtrModel *model)
{
    GtkWidget *entry = g_object_get_data(G_OBJECT(win->menu.menubar), MENU_DATA);

    if (entry == NULL && model == NULL)
        return;
    if (entry == NULL)
        entry = new_entry(win);
    if (model != NULL)
        refill(entry, model);
    gtk_widget_set_visible(entry, model != NULL);
    gtk_widget_set_sensitive(entry, otr_model_events() != NULL);
}

void
otr_menu_remove_all(void)
{
    while (menu_bar_entries != NULL) {
        GtkWidget *entry = menu_bar_entries->data;

        g_object_set_data(G_OBJECT(gtk_widget_get_parent(entry)), MENU_DATA, NULL);
        gtk_widget_destroy(entry); /* takes itself off the list */
    }
}
