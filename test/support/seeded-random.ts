// SPDX-License-Identifier: GPL-2.0-or-later
import { createHash } from 'node:crypto';
import type { RandomSource } from '../../src/crypto/random.js';

/** Randomness that a seed repeats: SHA-256 of seed and counter. */
export class SeededRandom implements RandomSource {
  readonly #seed: string;
  #counter = 0;
  #rest = Buffer.alloc(0);

  constructor(seed: number | string) {
    this.#seed = String(seed);
  }

  bytes(length: number): Uint8Array {
    while (this.#rest.length < length) {
      this.#counter += 1;
      const block = createHash('sha256').update(`${this.#seed}/${this.#counter}`).digest();
      this.#rest = Buffer.concat([this.#rest, block]);
    }
    const taken = Uint8Array.from(this.#rest.subarray(0, length));
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  /** 0 … below-1 */
  integer(below: number): number {
    return Buffer.from(this.bytes(6)).readUIntBE(0, 6) % below;
  }

  /** True with this probability, 0 … 1. */
  chance(probability: number): boolean {
    return this.integer(1_000_000) < probability * 1_000_000;
  }
}

/** Gives recorded values first, by their length, then seeded ones. */
export class ScriptedRandom implements RandomSource {
  readonly #script: Uint8Array[];
  readonly #seeded: SeededRandom;

  constructor(script: readonly Uint8Array[], seed: number | string = 'after the script') {
    this.#script = [...script];
    this.#seeded = new SeededRandom(seed);
  }

  /** How many recorded values nobody has asked for yet. */
  get left(): number {
    return this.#script.length;
  }

  bytes(length: number): Uint8Array {
    const at = this.#script.findIndex((value) => value.length === length);
    if (at < 0) return this.#seeded.bytes(length);
    return Uint8Array.from(this.#script.splice(at, 1)[0]!);
  }
}
