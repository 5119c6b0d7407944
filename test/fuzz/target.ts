// SPDX-License-Identifier: GPL-2.0-or-later
import type { Dice } from './dice.js';

/** Something that takes input from strangers. Inputs are JSON. */
export interface Target<I = unknown> {
  readonly name: string;
  make(dice: Dice): I;
  /** Characters of the input: what time and memory are measured by. */
  size(input: I): number;
  /** How much time it may take besides that of its size, in milliseconds. */
  readonly allowance?: number;
  /** How many readers each input goes through. */
  readonly readers?: number;
  /** Throws when something is not as it must be. */
  run(input: I): void;
}

/** Fails with a sentence that names what is wrong. */
export function must(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}
