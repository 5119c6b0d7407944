// SPDX-License-Identifier: GPL-2.0-or-later
import { encodePublicKey } from '../../src/crypto/public-key.js';
import { type Outcome, runToolkit } from '../../src/toolkit/commands.js';
import { SeededRandom } from './seeded-random.js';
import { IDENTITIES, type Name, type Recording, toHex } from './vectors.js';

/** Runs a command with `input` on standard input. */
export function toolkit(args: readonly string[], input = '', seed: number | string = 1): Outcome {
  return runToolkit(args, { input: () => input, random: new SeededRandom(seed) });
}

/** The output of a command that must succeed without complaint. */
export function output(args: readonly string[], input = '', seed: number | string = 1): string {
  const { out, err, status } = toolkit(args, input, seed);
  expect([err, status]).toEqual(['', 0]);
  return out;
}

/** The PUBKEY of a person of the recordings, in hexadecimal digits. */
export function publicKeyHex(name: Name): string {
  return toHex(encodePublicKey(IDENTITIES[name]));
}

/** What passed in a recorded conversation, as `forge` wants it. */
export function recordedLines({ steps }: Recording): string {
  return steps
    .filter(({ wire }) => wire.startsWith('?OTR:'))
    .map(({ from, wire }) => `${from}: ${wire}\n`)
    .join('');
}
