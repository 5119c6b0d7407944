// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * What every line of ours starts with. safety.md §2: text from peers "can never look like one of our
 * own status lines", so what a contact writes never contains it, nor anything that reads like it.
 */
export const OWN_MARK = '[OTR]';

/** A piece of what is shown: text, or something (a tag) that takes no room. */
export type Piece<Other> = { readonly kind: 'text'; readonly text: string } | Other;

const BRACKETS = '[\uff3b\u3010\u3014\u27e6\u2045\u2772';

// Characters of other alphabets that look like O, T, R; compatibility forms are folded by NFKC.
const LOOKALIKES: Readonly<Record<string, string>> = {
  '\u041e': 'O',
  '\u039f': 'O',
  '\u0555': 'O',
  '0': 'O',
  '\u0422': 'T',
  '\u03a4': 'T',
  '\u01a6': 'R',
  '\u042f': 'R',
};

const INVISIBLE = /^[\p{Cf}\p{Cc}\p{M}\s\u3164\uffa0]$/u;

/** The letter that a person reads; '' where nothing is seen. */
function readAs(character: string): string {
  if (INVISIBLE.test(character)) return '';
  if (BRACKETS.includes(character)) return '[';
  const upper = character.normalize('NFKC').toUpperCase();
  return LOOKALIKES[upper] ?? upper;
}

/** Where, in `shown`, a bracket opens something that reads like our mark. */
function marksIn(shown: string): ReadonlySet<number> {
  const marks = new Set<number>();
  let letters = '';
  let bracket = -1;
  let at = 0;
  for (const character of shown) {
    const letter = readAs(character);
    if (letter === '[') {
      bracket = at;
      letters = '';
    } else if (bracket !== -1 && letter !== '') {
      letters += letter;
      if (letters.startsWith('OTR')) marks.add(bracket);
      if (letters.length >= 3) bracket = -1;
    }
    at += character.length;
  }
  return marks;
}

/** Turns the bracket of whatever reads like our mark into a round one, also across tags. */
export function withoutOwnMark<Other extends { readonly kind: string }>(
  pieces: readonly Piece<Other>[],
): readonly Piece<Other>[] {
  const textOf = (piece: Piece<Other>): string => ('text' in piece ? piece.text : '');
  const marks = marksIn(pieces.map(textOf).join(''));
  if (marks.size === 0) return pieces;
  let start = 0;
  return pieces.map((piece) => {
    if (!('text' in piece)) return piece;
    const begin = start;
    start += piece.text.length;
    const text = Array.from({ length: piece.text.length }, (_, i) =>
      marks.has(begin + i) ? '(' : piece.text.charAt(i),
    ).join('');
    return { kind: 'text', text };
  });
}
