/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The engine's life as the plugin sees it: start, answers, stop. Main thread only. */
#ifndef OTR_ENGINE_LIFE_H
#define OTR_ENGINE_LIFE_H

#include <purple.h>

#include "engine.h"
#include "guard.h"

typedef struct {
    /* the engine is ready or has failed: from the main loop, and from otr_engine_stop() when it was starting */
    void (*settled)(void);
    /* it is still starting after some seconds */
    void (*slow)(void);
} OtrEngineEvents;

/* Returns at once; Node starts in a helper thread. */
void otr_engine_start(PurplePlugin *plugin, const OtrEngineEvents *events);

/* Lets the engine say good-bye and takes it out of the main loop; it stays mapped. */
void otr_engine_stop(void);

/* The process ends: the helper thread, if it still runs, must not be inside V8 then. */
void otr_engine_quit(void);

OtrHealth otr_engine_health(void);

/* It is still starting, and slow() was called: the person knows of what waits. */
gboolean otr_engine_is_slow(void);

OtrAnswer otr_engine_sending(PurpleAccount *account, const char *who, const char *text, unsigned flags);
OtrAnswer otr_engine_receiving(PurpleAccount *account, const char *who, const char *text, unsigned flags);

/* An entry of the plugin's submenu was used; FALSE: there is no engine to tell. */
gboolean otr_engine_action(const char *action);

/* TRUE for the one receipt that the engine itself is delivering; asking takes the mark away. */
gboolean otr_engine_delivers(void);

#endif
