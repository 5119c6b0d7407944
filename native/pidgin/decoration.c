/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The Pidgin decoration: shows what each conversation is to show in one pass over Pidgin's own
 * lists whenever something changed. So no pointer to a window or a tab is kept, however they are opened,
 * switched, torn off, hidden or closed.
 */
#include "bar.h"
#include "button.h"
#include "menu.h"
#include "model.h"
#include "page.h"
#include "return-text.h"
#include "tab.h"
#include "window.h"

#include <gtkconv.h>
#include <signals.h>

static int handle; /* its address is the handle of our signals */

static void
refresh(void)
{
    for (GList *w = pidgin_conv_windows_get_list(); w != NULL; w = w->next) {
        PidginWindow *win = w->data;

        otr_menu_show(win, otr_model_of(pidgin_conv_window_get_active_conversation(win)));
        for (GList *c = pidgin_conv_window_get_gtkconvs(win); c != NULL; c = c->next) {
            PidginConversation *gtkconv = c->data;
            const OtrModel *model = otr_model_of(gtkconv->active_conv);

            otr_tab_show(gtkconv, model);
            otr_button_show(gtkconv, model);
            otr_bar_show(gtkconv, model);
        }
    }
    otr_return_text_deliver();
    otr_page_show();
    otr_windows_show();
}

/* Of Pidgin's signals with a conversation or a tab: the pass looks for itself. */
static void
something_changed(void *conversation, void *unused)
{
    (void) conversation;
    (void) unused;
    otr_refresh_soon();
}

static void
deleting_conversation(PurpleConversation *conv, void *unused)
{
    (void) unused;
    otr_return_text_forget(conv);
    otr_model_remove(conv);
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
    if (!otr_models_are_open())
        connect_signals();
    otr_models_open(events, refresh);
}

static void
detach(void)
{
    if (!otr_models_are_open())
        return;
    otr_return_text_deliver(); /* what comes back as the plugin goes */
    purple_signals_disconnect_by_handle(&handle);
    otr_models_close(); /* first: a widget that goes reports nothing */
    otr_menu_remove_all();
    otr_tab_remove_all();
    otr_button_remove_all();
    otr_bar_remove_all();
    otr_return_text_forget_all();
    otr_page_remove();
    otr_windows_remove_all();
}

static gboolean
can_show(void *conversation)
{
    return otr_models_are_open() && g_list_find(purple_get_ims(), conversation) != NULL;
}

static void
decorate(void *conversation, const OtrDecoration *decoration)
{
    if (can_show(conversation))
        otr_model_set(conversation, decoration);
}

static void
return_text(void *conversation, const char *html)
{
    /* text may come back before there is an engine: nothing else is shown then */
    if (!otr_models_are_open())
        attach(NULL);
    if (!can_show(conversation))
        return;
    otr_return_text_keep(conversation, html);
    otr_refresh_soon(); /* after the hook, when Pidgin has cleared the entry */
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
