/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What happens to one message when the engine gave no answer: pure, so that it is tested without Node. */
#ifndef OTR_GUARD_H
#define OTR_GUARD_H

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
    OTR_HEALTH_STOPPED = 0, /* not loaded, or told to stop */
    OTR_HEALTH_STARTING,    /* Node is being started in the helper thread */
    OTR_HEALTH_READY,
    OTR_HEALTH_FAILED /* for the rest of the process, or until the next load */
} OtrHealth;

/* One message without an answer. A new cause of "no answer" (a watchdog, say) needs a field here. */
typedef struct {
    OtrHealth health;
    gboolean protected_contact; /* nothing of this contact's may leave in clear */
    gboolean looks_like_otr;
} OtrUnanswered;

/* Zero holds, so a forgotten assignment fails closed. */
typedef enum {
    OTR_HOLD = 0,   /* nothing goes on; the person is told and keeps the text */
    OTR_WAIT,       /* kept in order until the engine is ready or has failed */
    OTR_LET_PASS,   /* goes on as it came */
    OTR_PASS_MARKED /* is shown, marked as a line that was not decrypted */
} OtrDecision;

OtrDecision otr_guard_sending(const OtrUnanswered *message);
OtrDecision otr_guard_receiving(const OtrUnanswered *message);

/* Whether text contains OTR's prefix: all the protocol knowledge there is on this side. */
gboolean otr_guard_looks_like_otr(const char *text);

G_END_DECLS

#endif
