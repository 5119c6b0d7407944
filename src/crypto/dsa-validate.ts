// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPublicKey } from './dsa.js';
import { toHex } from '../wire/bytes.js';
import { sha256 } from './hash.js';
import { bitLength } from './integer.js';
import { encodeKeyNumbers } from './public-key.js';
import { isProbablePrime, publicPower } from './public-integers.js';

const MIN_P_BITS = 1023;
const MAX_P_BITS = 3072;
const Q_BITS = 160;

/** Keys found good lately: a contact's key comes with every exchange, and the check costs 4 ms. */
const known = new Set<string>();
const MAX_KNOWN = 256;

/** Why a DSA public key is not to be used; null when it may be. Public values, variable time. */
export function refuseDsaKey(key: DsaPublicKey): string | null {
  const name = toHex(sha256(encodeKeyNumbers(key)));
  if (known.has(name)) return null;
  const reason = examine(key);
  if (reason === null) {
    if (known.size >= MAX_KNOWN) known.clear();
    known.add(name);
  }
  return reason;
}

function examine(key: DsaPublicKey): string | null {
  const { p, q, g, y } = key;
  const refused = refuseDsaNumbers(key);
  if (refused !== null) return refused;
  if (!isProbablePrime(q)) return 'q is not prime';
  if (publicPower(g, q, p) !== 1n || publicPower(y, q, p) !== 1n)
    return 'g or y is not in the group of order q';
  return null;
}

/** The part of the check that costs no exponentiation: sizes and ranges. */
export function refuseDsaNumbers({ p, q, g, y }: DsaPublicKey): string | null {
  const bits = bitLength(p);
  if (bits < MIN_P_BITS || bits > MAX_P_BITS) return 'p has the wrong size';
  if (bitLength(q) !== Q_BITS) return 'q does not have 160 bits';
  if (p % 2n === 0n || q % 2n === 0n || (p - 1n) % q !== 0n) return 'q does not divide p - 1';
  return isProper(g, p) && isProper(y, p) ? null : 'g or y is out of range';
}

/** 1 < value < p: neither the identity nor a second name for another element. */
function isProper(value: bigint, p: bigint): boolean {
  return value > 1n && value < p;
}
