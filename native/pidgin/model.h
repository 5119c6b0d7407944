/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What each conversation shows, and whom the parts of the decoration tell of uses. */
#ifndef OTR_PIDGIN_MODEL_H
#define OTR_PIDGIN_MODEL_H

#include "items.h"

#include <conversation.h>

/* What one conversation shows, and under which names its uses are reported. */
typedef struct {
    gsize serial; /* differs from every other model's; never 0 */
    OtrLevel level;
    char *word;
    char *tooltip;
    gboolean button;
    OtrItems items;
    OtrItems bar;
    char *protocol;
    char *username;
    char *who;
} OtrModel;

/* From here on models are kept; `refresh` shows everything anew. Again: only `events` change. */
void otr_models_open(const OtrDecorationEvents *events, void (*refresh)(void));
void otr_models_close(void);
gboolean otr_models_are_open(void);

/* `conv` is in libpurple's list: one that is being deleted has left it, and its model would never be freed. */
void otr_model_set(PurpleConversation *conv, const OtrDecoration *decoration);
void otr_model_remove(PurpleConversation *conv);

/* The model of a conversation (which may be NULL), or NULL. Valid until the main loop goes on. */
const OtrModel *otr_model_of(PurpleConversation *conv);

/* Whom to tell; NULL while there is no engine, and then everything is grey. */
const OtrDecorationEvents *otr_model_events(void);

/* Shows everything anew before the next drawing. */
void otr_refresh_soon(void);

#endif
