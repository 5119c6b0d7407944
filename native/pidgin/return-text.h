/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text that was not sent goes back into the entry it was typed in. */
#ifndef OTR_PIDGIN_RETURN_TEXT_H
#define OTR_PIDGIN_RETURN_TEXT_H

#include <conversation.h>

/* Keeps `html` until the entry is the conversation's; several texts keep their order. */
void otr_return_text_keep(PurpleConversation *conv, const char *html);

/* Puts what was kept before the text in its entry, the cursor at the end. */
void otr_return_text_deliver(void);

void otr_return_text_forget(PurpleConversation *conv);
void otr_return_text_forget_all(void);

#endif
