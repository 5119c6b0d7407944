/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the decoration ask of each other. Each part keeps its own widgets. */
#ifndef OTR_PIDGIN_DECORATION_H
#define OTR_PIDGIN_DECORATION_H

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

/* The model of a conversation (which may be NULL), or NULL. Valid until the main loop goes on. */
const OtrModel *otr_decoration_model(PurpleConversation *conv);

/* Whom to tell; NULL while there is no engine, and then everything is grey. */
const OtrDecorationEvents *otr_decoration_events(void);

/* Shows everything anew before the next drawing. */
void otr_decoration_refresh_soon(void);

#endif
