/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model.h"

static const OtrDecorationEvents *told;
static GHashTable *models; /* PurpleConversation * → OtrModel *; NULL while closed */
static void (*show)(void);
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

void
otr_models_open(const OtrDecorationEvents *events, void (*refresh)(void))
{
    if (models == NULL)
        models = g_hash_table_new_full(NULL, NULL, NULL, free_model);
    told = events;
    show = refresh;
    otr_refresh_soon();
}

void
otr_models_close(void)
{
    if (refresh_source != 0)
        g_source_remove(refresh_source);
    refresh_source = 0;
    told = NULL;
    g_hash_table_destroy(models);
    models = NULL;
}

gboolean
otr_models_are_open(void)
{
    return models != NULL;
}

void
otr_model_set(PurpleConversation *conv, const OtrDecoration *decoration)
{
    static gsize last_serial;
    PurpleAccount *account = purple_conversation_get_account(conv);
    OtrModel *model = g_new0(OtrModel, 1);

    model->serial = ++last_serial;
    model->level = decoration->level;
    model->word = g_strdup(decoration->word);
    model->tooltip = g_strdup(decoration->tooltip);
    model->button = decoration->button;
    model->items = otr_items_copy(decoration->items, decoration->n_items);
    model->bar = otr_items_copy(decoration->bar, decoration->n_bar);
    model->protocol = g_strdup(purple_account_get_protocol_id(account));
    model->username = g_strdup(purple_account_get_username(account));
    model->who = g_strdup(purple_conversation_get_name(conv));
    g_hash_table_insert(models, conv, model);
    otr_refresh_soon();
}

void
otr_model_remove(PurpleConversation *conv)
{
    g_hash_table_remove(models, conv);
    otr_refresh_soon(); /* another conversation of the contact may take over the tab */
}

const OtrModel *
otr_model_of(PurpleConversation *conv)
{
    return conv != NULL && models != NULL ? g_hash_table_lookup(models, conv) : NULL;
}

const OtrDecorationEvents *
otr_model_events(void)
{
    return told;
}

static gboolean
refresh(gpointer unused)
{
    (void) unused;
    refresh_source = 0;
    show();
    return FALSE;
}

void
otr_refresh_soon(void)
{
    /* before GTK lays out and draws, so that an old state is never seen */
    if (models != NULL && refresh_source == 0)
        refresh_source = g_idle_add_full(G_PRIORITY_HIGH_IDLE, refresh, NULL, NULL);
}
