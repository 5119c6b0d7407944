/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a text has the form of an OTR message, from its first character to its last: "?OTR" alone proves
   nothing. Pure, so that it is tested without libpurple. */
#ifndef OTR_FORM_H
#define OTR_FORM_H

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
    OTR_FORM_NONE = 0, /* plain text, whatever it starts with */
    OTR_FORM_ENCODED,  /* "?OTR:", base64, "." */
    OTR_FORM_FRAGMENT, /* "?OTR,k,n,piece," or "?OTR|tag|tag,k,n,piece," */
    OTR_FORM_QUERY,    /* "?OTR?", "?OTRv23?", "?OTR?v2?" and a sentence for those who have no OTR */
    OTR_FORM_ERROR     /* "?OTR Error:" and a sentence */
} OtrForm;

OtrForm otr_form_of(const char *text);

G_END_DECLS

#endif
