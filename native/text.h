/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts for people: gettext in our own domain. */
#ifndef OTR_TEXT_H
#define OTR_TEXT_H

#include <libintl.h>

#define OTR_DOMAIN "otr-ts"
#define _(text) dgettext(OTR_DOMAIN, text)

#endif
