/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The Pidgin decoration: keeps what each conversation shows, and shows it in one pass over Pidgin's own
 * lists whenever something changed. So no pointer to a window or a tab is kept, however they are opened,
 * switched, torn off, hidden or closed.
 */
#include "decoration.h"

#include "bar.h"
#include "button.h"
#include "menu.h"
#include "page.h"
#include "return-text.h"
#include "tab.h"
#include "window.h"

#include <gtkconv.h>
#include <signals.h>

static int handle; /* its address is the handle of our signals */
static const OtrDecorationEvents *told;
static GHashTable *models; /* PurpleConversation * → OtrModel *; NULL while detached */
static guint refresh_source;

static void
free_model(gpointer data)
{
    OtrModel *model = data;

    g_free(model->word);
    g_free(model->tooltip);
    g_free(model->protocol);
    g_free(model->username);
    g_free(model->who);
    otr_items_clear(&model->items);
    otr_items_clear(&model->bar);
    g_free(model);
}

const OtrModel *
otr_decoration_model(PurpleConversation *conv)
{
    return conv != NULL && models != NULL ? g_hash_table_lookup(models, conv) : NULL;
}

const OtrDecorationEvents *
otr_decoration_events(void)
{
    return told;
}

static gboolean
refresh(gpointer unused)
{
    (void) unused;
    refresh_source = 0;
    for (GList *w = pidgin_conv_windows_get_list(); w != NULL; w = w->next) {
        PidginWindow *win = w->data;

        otr_menu_show(win, otr_decoration_model(pidgin_conv_window_get_active_conversation(win)));
        for (GList *c = pidgin_conv_window_get_gtkconvs(win); c != NULL; c = c->next) {
            PidginConversation *gtkconv = c->data;
            const OtrModel *model = otr_decoration_model(gtkconv->active_conv);

            otr_tab_show(gtkconv, model);
            otr_button_show(gtkconv, model);
            otr_bar_show(gtkconv, model);
        }
    }
    otr_return_text_deliver();
    otr_page_show();
    otr_windows_show();
    return FALSE;
}

void
otr_decoration_refresh_soon(void)
{
    /* before GTK lays out and draws, so that an old state is never seen */
    if (models != NULL && refresh_source == 0)
        refresh_source = g_idle_add_full(G_PRIORITY_HIGH_IDLE, refresh, NULL, NULL);
}

/* Of Pidgin's signals with a conversation or a tab: the pass looks for itself. */
static void
something_changed(void *conversation, void *unused)
{
    (void) conversation;
    (void) unused;
    otr_decoration_refresh_soon();
}

static void
deleting_conversation(PurpleConversation *conv, void *unused)
{
    (void) unused;
    g_hash_table_remove(models, conv);
    otr_return_text_forget(conv);
    otr_decoration_refresh_soon(); /* another conversation of the contact may take over the tab */
}

static void
connect_signals(void)
{
    void *pidgin = pidgin_conversations_get_handle();
    static const char *const names[] = {"conversation-displayed", "conversation-switched",
                                        "conversation-hiding"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        purple_signal_connect(pidgin, names[i], &handle, PURPLE_CALLBACK(something_changed), NULL);
    purple_signal_connect(purple_conversations_get_handle(), "deleting-conversation", &handle,
                          PURPLE_CALLBACK(deleting_conversation), NULL);
}

static void
attach(const OtrDecorationEvents *events)
{
    if (models == NULL) {
        models = g_hash_table_new_full(NULL, NULL, NULL, free_model);
        connect_signals();
    }
    told = events;
    otr_decoration_refresh_soon();
}

static void
detach(void)
{
    if (models == NULL)
        return;
    purple_signals_disconnect_by_handle(&handle);
    if (refresh_source != 0)
        g_source_remove(refresh_source);
    refresh_source = 0;
    told = NULL;
    otr_menu_remove_all();
    otr_tab_remove_all();
    otr_button_remove_all();
    otr_bar_remove_all();
    otr_return_text_forget_all();
    otr_page_remove();
    otr_windows_remove_all();
    g_hash_table_destroy(models);
    models = NULL;
}

static void
decorate(void *conversation, const OtrDecoration *decoration)
{
    static gsize last_serial;
    PurpleConversation *conv = conversation;
    OtrModel *model;

    /* one that is being deleted has left this list: its model would never be freed */
    if (models == NULL || g_list_find(purple_get_ims(), conv) == NULL)
        return;
    model = g_new0(OtrModel, 1);
    model->serial = ++last_serial;
    model->level = decoration->level;
    model->word = g_strdup(decoration->word);
    model->tooltip = g_strdup(decoration->tooltip);
    model->button = decoration->button;
    model->items = otr_items_copy(decoration->items, decoration->n_items);
    model->bar = otr_items_copy(decoration->bar, decoration->n_bar);
    model->protocol = g_strdup(purple_account_get_protocol_id(purple_conversation_get_account(conv)));
    model->username = g_strdup(purple_account_get_username(purple_conversation_get_account(conv)));
    model->who = g_strdup(purple_conversation_get_name(conv));
    g_hash_table_insert(models, conv, model);
    otr_decoration_refresh_soon();
}

static void
return_text(void *conversation, const char *html)
{
    if (models == NULL || g_list_find(purple_get_ims(), conversation) == NULL)
        return;
    otr_return_text_keep(conversation, html);
    otr_decoration_refresh_soon(); /* after the hook, when Pidgin has cleared the entry */
}

G_MODULE_EXPORT const OtrPidgin otr_pidgin = {
    .abi = OTR_ABI,
    .attach = attach,
    .detach = detach,
    .decorate = decorate,
    .set_form = otr_page_set,
    .config_frame = otr_page_frame,
    .show_window = otr_window_set,
    .present_window = otr_window_present,
    .close_window = otr_window_close,
    .return_text = return_text,
};
