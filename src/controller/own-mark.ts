// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * What every line of ours starts with. safety.md §2: text from peers "can never look like one of our
 * own status lines", so what a contact writes never contains it, nor anything that reads like it.
 */
export const OWN_MARK = '[OTR]';

/** A piece of what is shown: text, or something (a tag) that takes no room. */
export type Piece<Other> = { readonly kind: 'text'; readonly text: string } | Other;

const BRACKET = /[[\u3010\u3014\u27e6\u27ec\u2045\u2772\u23a1\u298b\uff3b\ufe47]/;

// Characters of other alphabets that look like O, T, R (UTS 39, confusables); NFKD takes marks and
// compatibility forms apart.
const LOOKALIKES: Readonly<Record<string, string>> = {
  '\u041e': 'O',
  '\u039f': 'O',
  '\u0555': 'O',
  '0': 'O',
  '\u0422': 'T',
  '\u03a4': 'T',
  '\u01a6': 'R',
  '\u042f': 'R',
  '\u07c0': 'O',
  '\u1d0f': 'O',
  '\u2c9e': 'O',
  '\u2d54': 'O',
  '\ua4f3': 'O',
  '\u13a2': 'T',
  '\u1d1b': 'T',
  '\u22a4': 'T',
  '\u2ca6': 'T',
  '\ua4d4': 'T',
  '\u13a1': 'R',
  '\u13d2': 'R',
  '\ua4e3': 'R',
};

const INVISIBLE = /^[\p{Cf}\p{Cc}\p{M}\s\u2800\u3164\uffa0]$/u;

/** The letter that a person reads; '' where nothing is seen. */
function readAs(character: string): string {
  if (INVISIBLE.test(character)) return '';
  const upper = character.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase();
  return LOOKALIKES[upper] ?? upper;
}

/** Whether the first letters that are seen from here on read like our mark's. */
function readsAsMark(text: string, from: number): boolean {
  let letters = '';
  for (let at = from; at < text.length && letters.length < 3;) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (BRACKET.test(character)) return false;
    letters += readAs(character);
    at += character.length;
  }
  return letters.startsWith('OTR');
}

/** Where, in `shown`, a bracket opens something that reads like our mark. No part is read twice. */
function marksIn(shown: string): readonly number[] {
  const marks: number[] = [];
  for (const { index } of shown.matchAll(new RegExp(BRACKET, 'g')))
    if (readsAsMark(shown, index + 1)) marks.push(index);
  return marks;
}

/** Turns the bracket of whatever reads like our mark into a round one, also across tags. */
export function withoutOwnMark<Other extends { readonly kind: string }>(
  pieces: readonly Piece<Other>[],
): readonly Piece<Other>[] {
  const marks = marksIn(pieces.map((piece) => ('text' in piece ? piece.text : '')).join(''));
  if (marks.length === 0) return pieces;
  let start = 0;
  let next = 0;
  return pieces.map((piece) => {
    if (!('text' in piece)) return piece;
    let text = '';
    let done = 0;
    for (let mark = marks[next]; mark !== undefined && mark < start + piece.text.length;) {
      text += `${piece.text.slice(done, mark - start)}(`;
      done = mark - start + 1;
      next += 1;
      mark = marks[next];
    }
    start += piece.text.length;
    return { kind: 'text', text: text + piece.text.slice(done) };
  });
}
