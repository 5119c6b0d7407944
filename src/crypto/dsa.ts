// SPDX-License-Identifier: GPL-2.0-or-later
import { concat } from '../wire/bytes.js';
import { generatorPower } from './generator-power.js';
import { mod, toFixedBytes, toInteger } from './integer.js';
import { inverse, publicPower } from './public-integers.js';
import type { RandomSource } from './random.js';

/** Public half of a DSA key (FIPS 186): 1024-bit p, 160-bit q in every key that OTR clients make. */
export interface DsaPublicKey {
  /** The prime modulus. */
  readonly p: bigint;
  /** The prime order of g's group, a divisor of p - 1. */
  readonly q: bigint;
  /** The generator. */
  readonly g: bigint;
  /** g to the power of x, modulo p. */
  readonly y: bigint;
}

/** The whole of a DSA key. Whoever has it can be its owner: never in logs, errors or JSON. */
export interface DsaPrivateKey extends DsaPublicKey {
  /** The secret exponent, from 1 to q - 1. */
  readonly x: bigint;
}

/** r and s, 20 bytes each. */
export const SIGNATURE_BYTES = 40;
const HALF = 20;

/**
 * Signs OTR's way: the 32-byte value as a big-endian number, reduced modulo q, without a hash.
 * g^k runs in OpenSSL in constant time; otherwise x and k enter BigInt arithmetic only blinded.
 */
export function sign(key: DsaPrivateKey, value: Uint8Array, random: RandomSource): Uint8Array {
  const { q } = key;
  for (;;) {
    const k = nonZero(random, q);
    const blind = nonZero(random, q);
    const r = mod(generatorPower(key, k), q);
    const blindedSum = mod(toInteger(value) * blind + mod(key.x * blind, q) * r, q);
    const s = mod(blindedSum * (inverse(mod(k * blind, q), q) ?? 0n), q);
    if (r !== 0n && s !== 0n) return concat(toFixedBytes(r, HALF), toFixedBytes(s, HALF));
  }
}

/** 1 … q-1, from 64 bits more than q has, so that the reduction does not show. */
function nonZero(random: RandomSource, q: bigint): bigint {
  const bytes = random.bytes(HALF + 8);
  const value = mod(toInteger(bytes), q - 1n) + 1n;
  bytes.fill(0);
  return value;
}

/** Whether `signature` is the key's owner's, over the 32-byte `value`. The key has been validated. */
export function verify(key: DsaPublicKey, value: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  const { p, q, g, y } = key;
  const r = toInteger(signature.subarray(0, HALF));
  const s = toInteger(signature.subarray(HALF));
  if (r <= 0n || r >= q || s <= 0n || s >= q) return false;
  const w = inverse(s, q);
  if (w === null) return false;
  const u1 = mod(toInteger(value) * w, q);
  const u2 = mod(r * w, q);
  return mod(publicPower(g, u1, p) * publicPower(y, u2, p), p) % q === r;
}
