// SPDX-License-Identifier: GPL-2.0-or-later
import { tokenize, type Token } from './html.js';

/**
 * What is put inside an OTR message: HTML as pidgin-otr expects it, or plain text as terminal
 * programs do (hosts.md §1.0). Nobody negotiates it.
 */
export type TextForm = 'html' | 'plain';

/** What programs write around text: XHTML-IM's tags, and older ones. */
const WRITTEN_BY_PROGRAMS = new Set([
  ...['a', 'b', 'strong', 'i', 'em', 'u', 'ins', 's', 'strike', 'del', 'sub', 'sup'],
  ...['font', 'span', 'html', 'body', 'p', 'div', 'blockquote', 'cite', 'ul', 'ol', 'li'],
  ...['br', 'hr', 'img'],
]);

const EMPTY = new Set(['br', 'hr', 'img']);

const ENTITY = '&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,15});';

/** What a program that escapes text never leaves in it. */
const UNESCAPED = new RegExp(`[<>]|(?!${ENTITY})&`);

/** What a program writes that escapes text, and hardly anybody types. */
const ESCAPED = /&(?:lt|gt|amp|quot|apos|nbsp|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});/;

/** Whether every tag is one that programs write, and is closed where it should be. */
function isWhole(tags: readonly Extract<Token, { kind: 'tag' }>[]): boolean {
  const open: string[] = [];
  for (const { name, closing } of tags) {
    if (!WRITTEN_BY_PROGRAMS.has(name)) return false;
    if (EMPTY.has(name)) continue;
    if (!closing) open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0;
}

/**
 * What the text of an OTR message gives away about the program that wrote it; null, as most texts:
 * nothing. `a < b` was not escaped by anybody, nor was a `<tag>` that is none; whole markup and
 * entities come from programs, unless a person speaks of HTML.
 */
export function formShownBy(payload: string): TextForm | null {
  const tokens = tokenize(payload);
  const texts = tokens.flatMap((token) => (token.kind === 'text' ? [token.source] : []));
  const tags = tokens.flatMap((token) => (token.kind === 'tag' ? [token] : []));
  if (texts.some((text) => UNESCAPED.test(text)) || !isWhole(tags)) return 'plain';
  return tags.length > 0 || texts.some((text) => ESCAPED.test(text)) ? 'html' : null;
}
