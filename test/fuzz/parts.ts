// SPDX-License-Identifier: GPL-2.0-or-later
// Inputs as they are kept and printed: pieces, and how often each is repeated.
import type { Dice } from './dice.js';

/** A text. Where bytes are meant, each character is one. */
export type Parts = readonly (readonly [piece: string, times: number])[];

export function textOf(parts: Parts): string {
  // Flat, as text from a network is: V8 would join ropes at our expense.
  return Buffer.from(parts.map(([piece, times]) => piece.repeat(times)).join('')).toString();
}

export function bytesOf(parts: Parts): Uint8Array {
  return Buffer.from(parts.map(([piece, times]) => piece.repeat(times)).join(''), 'latin1');
}

export function sizeOf(parts: Parts): number {
  return parts.reduce((sum, [piece, times]) => sum + piece.length * times, 0);
}

/** How an input of one kind is made. */
export interface Grammar {
  /** Pieces that mean something to the reader. */
  readonly words: readonly string[];
  /** Whole inputs that are right. */
  readonly samples: readonly string[];
}

/** Once in so many inputs a piece is repeated until the input has millions of characters. */
const LARGE = 400;

/** An input from words, from a right one with something changed, or from noise. */
export function makeParts(dice: Dice, { words, samples }: Grammar): Parts {
  const kind = dice.integer(10);
  const made =
    kind < 5
      ? sentence(dice, words)
      : kind < 9
        ? changed(dice, dice.pick(samples), words)
        : [[noise(dice), 1] as const];
  return dice.onceIn(LARGE) ? inflated(dice, made) : made;
}

function sentence(dice: Dice, words: readonly string[]): Parts {
  return Array.from({ length: 1 + dice.small(16) }, () => [
    dice.onceIn(12) ? noise(dice) : dice.pick(words),
    dice.onceIn(6) ? dice.small(40) : 1,
  ]);
}

function noise(dice: Dice): string {
  const range = dice.pick([0x20, 0x80, 0x100, 0x3000, 0xd800]);
  const length = 1 + dice.small(30);
  return String.fromCharCode(...Array.from({ length }, () => dice.integer(range)));
}

/** A right input with up to four things done to it. */
function changed(dice: Dice, sample: string, words: readonly string[]): Parts {
  let text = sample;
  for (let left = 1 + dice.integer(4); left > 0; left -= 1) {
    const at = dice.integer(text.length + 1);
    const end = at + dice.small(Math.max(1, text.length - at));
    const [before, middle, after] = [text.slice(0, at), text.slice(at, end), text.slice(end)];
    text = dice.pick([
      before,
      before + after,
      before + dice.pick(words) + text.slice(at),
      before + dice.pick(words) + after,
      before + middle + middle + after,
      before + String.fromCharCode(dice.integer(256)) + text.slice(at + 1),
      after + before,
    ]);
  }
  return [[text, 1]];
}

/** libxml2, and so XMPP in libpurple, ends a text at ten million bytes. */
const MILLIONS = [1, 2, 4, 8, 12];

function inflated(dice: Dice, parts: Parts): Parts {
  const at = dice.integer(parts.length);
  return parts.map(([piece, times], i) => {
    if (i !== at) return [piece, times];
    const start = dice.integer(piece.length);
    const unit = piece.slice(start, start + 1 + dice.small(12)) || ' ';
    return [unit, Math.ceil((dice.pick(MILLIONS) * 1e6) / unit.length)];
  });
}
