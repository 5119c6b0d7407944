// SPDX-License-Identifier: GPL-2.0-or-later
import { randomFillSync } from 'node:crypto';

/** Where every random byte comes from; tests give a seeded one. */
export interface RandomSource {
  /** `length` fresh random bytes, owned by the caller. */
  bytes(length: number): Uint8Array;
}

/** The operating system's randomness, through OpenSSL. */
export const systemRandom: RandomSource = {
  bytes: (length) => randomFillSync(new Uint8Array(length)),
};
