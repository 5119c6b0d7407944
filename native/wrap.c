/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wrap.h"

#include <purple.h>

#define PIDGIN "gtk-gaim"

static int
columns_of(gunichar character)
{
    if (g_unichar_iszerowidth(character))
        return 0;
    return g_unichar_iswide(character) ? 2 : 1;
}

void
otr_wrap(char *text, int columns)
{
    char *blank = NULL;
    int line = 0, after_blank = 0;

    for (char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        const int wide = columns_of(g_utf8_get_char(at));

        line += wide;
        after_blank += wide;
        if (*at == ' ' || *at == '\n') {
            blank = *at == ' ' ? at : NULL;
            line = blank == NULL ? 0 : line;
            after_blank = 0;
        }
        /* the blank at the end of a line takes no room */
        if (line > columns && blank != NULL && blank != at) {
            *blank = '\n';
            blank = NULL;
            line = after_blank;
        }
    }
}

void
otr_wrap_for_ui(char *text)
{
    if (!purple_strequal(purple_core_get_ui(), PIDGIN) && g_utf8_validate(text, -1, NULL))
        otr_wrap(text, OTR_COLUMNS);
}
