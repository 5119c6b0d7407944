/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What OTR does not cover: files, calls, and the request for attention. "Warn before in a private conversation." */
#ifndef OTR_UNCOVERED_H
#define OTR_UNCOVERED_H

#include <purple.h>

typedef enum { OTR_FILE, OTR_ATTENTION, OTR_CALL } OtrUncoveredKind;

typedef struct {
    OtrUncoveredKind kind;
    const char *file; /* OTR_FILE: its name, NULL when it is chosen later */
    unsigned code;    /* OTR_ATTENTION: libpurple's type code; OTR_CALL: PurpleMediaSessionType */
} OtrUncovered;

/* TRUE: it may be done. FALSE: the person is asked, and it is done once more when they agree. */
gboolean otr_uncovered_may_go(PurpleAccount *account, const char *who, const OtrUncovered *what);

/* Whether the offer of a file to somebody who is protected may go: the person has agreed, once for each. */
gboolean otr_uncovered_take_file(PurpleAccount *account, const char *who);

/* Closes the windows that ask. */
void otr_uncovered_close(void);

#endif
