/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A copy of an OtrItem list that outlives the call it came with. */
#ifndef OTR_PIDGIN_ITEMS_H
#define OTR_PIDGIN_ITEMS_H

#include "../engine.h"

typedef struct {
    OtrItem *at; /* strings are ours and never NULL */
    size_t n;
} OtrItems;

OtrItems otr_items_copy(const OtrItem *items, size_t n);
void otr_items_clear(OtrItems *items);

/* The same, with the values wiped first. */
void otr_items_clear_secret(OtrItems *items);

/* Whether widgets built for one list can show the other: only texts, values and sensitivity differ. */
gboolean otr_items_same_shape(const OtrItems *one, const OtrItems *other);

/* Index just past the END that closes the list beginning at `from` (or past the last item). */
size_t otr_items_skip(const OtrItems *items, size_t from);

/* The label as it reads, without the mark of its mnemonic; g_free it. */
char *otr_items_plain_label(const OtrItem *item);

#endif
