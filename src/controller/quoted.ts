// SPDX-License-Identifier: GPL-2.0-or-later
import { withoutOwnMark } from './own-mark.js';

// Control characters, line separators, and everything that changes the direction of writing.
const UNRULY = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Longest text of a peer's inside a line of ours, in characters. */
const LONGEST = 300;
/** What is looked at of a text: the pattern's stack grows with what it matches. */
const MOST_READ = 10_000;

/** Somebody else's words inside a line of ours: one line, in reading order, at most 300 characters. */
export function quoted(text: string, longest = LONGEST): string {
  const characters = Array.from(text.slice(0, MOST_READ).replace(UNRULY, ' ').trim());
  const cut =
    characters.length > longest ? `${characters.slice(0, longest).join('')}…` : characters.join('');
  return withoutOwnMark([{ kind: 'text', text: cut }])
    .map((piece) => piece.text)
    .join('');
}
