/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "otr_form.h"

#include <string.h>

#define PREFIX "?OTR"
#define ERROR PREFIX " Error:"
#define BASE64 "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
/* A piece may hold the message's beginning, "?OTR:", and its end, ".". */
#define PIECE BASE64 "?:."
#define DIGITS "0123456789"
#define HEX DIGITS "abcdefABCDEF"
#define BLANKS " \t\r\n"

enum { LONGEST_SENTENCE = 512, LONGEST_NUMBER = 5, LONGEST_TAG = 8 };

/* The text behind 1 to `longest` of the `allowed` characters and the one that ends them; NULL: it is not so. */
static const char *
after(const char *text, const char *allowed, size_t longest, char end)
{
    const size_t length = strspn(text, allowed);

    if (length == 0 || length > longest || text[length] != end)
        return NULL;
    return text + length + 1;
}

static gboolean
is_blank(const char *text)
{
    return text[strspn(text, BLANKS)] == '\0';
}

static OtrForm
encoded(const char *text)
{
    const char *rest = after(text, BASE64, G_MAXSIZE, '.');

    return rest != NULL && is_blank(rest) ? OTR_FORM_ENCODED : OTR_FORM_NONE;
}

/* `text` stands behind the comma after "?OTR" or behind the instance tags. */
static OtrForm
fragment(const char *text)
{
    const char *rest = after(text, DIGITS, LONGEST_NUMBER, ',');

    if (rest != NULL)
        rest = after(rest, DIGITS, LONGEST_NUMBER, ',');
    if (rest != NULL)
        rest = after(rest, PIECE, G_MAXSIZE, ',');
    return rest != NULL && is_blank(rest) ? OTR_FORM_FRAGMENT : OTR_FORM_NONE;
}

static OtrForm
tagged_fragment(const char *text)
{
    const char *rest = after(text, HEX, LONGEST_TAG, '|');

    if (rest != NULL)
        rest = after(rest, HEX, LONGEST_TAG, ',');
    return rest == NULL ? OTR_FORM_NONE : fragment(rest);
}

/* `text` stands behind "?OTR": "?", "v" and the versions' digits and "?", or both. */
static OtrForm
query(const char *text)
{
    const char *rest = text;

    if (*rest == '?')
        rest++;
    if (*rest == 'v')
        rest = after(rest + 1, DIGITS, LONGEST_NUMBER, '?');
    else if (rest == text)
        return OTR_FORM_NONE;
    return rest != NULL && strlen(rest) <= LONGEST_SENTENCE ? OTR_FORM_QUERY : OTR_FORM_NONE;
}

OtrForm
otr_form_of(const char *text)
{
    if (g_str_has_prefix(text, ERROR))
        return strlen(text) <= LONGEST_SENTENCE ? OTR_FORM_ERROR : OTR_FORM_NONE;
    if (!g_str_has_prefix(text, PREFIX))
        return OTR_FORM_NONE;
    text += strlen(PREFIX);
    switch (*text) {
    case ':':
        return encoded(text + 1);
    case ',':
        return fragment(text + 1);
    case '|':
        return tagged_fragment(text + 1);
    default:
        return query(text);
    }
}
