// SPDX-License-Identifier: GPL-2.0-or-later
import { createDiffieHellman, type DiffieHellman } from 'node:crypto';
import { concat } from '../wire/bytes.js';
import { mod, toFixedBytes, toInteger, toMpi } from './integer.js';
import { publicPower, publicPowerProduct } from './public-integers.js';
import type { RandomSource } from './random.js';

/** Public half of a DSA key (FIPS 186): 1024-bit p, 160-bit q in every key that OTR clients make. */
export interface DsaPublicKey {
  readonly p: bigint;
  readonly q: bigint;
  readonly g: bigint;
  readonly y: bigint;
}

export interface DsaPrivateKey extends DsaPublicKey {
  readonly x: bigint;
}

/** r and s, 20 bytes each. */
export const SIGNATURE_BYTES = 40;
const HALF = 20;

/** Constant-time g^k mod p of our own keys; making one costs primality tests, so it is kept. */
const powers = new WeakMap<DsaPrivateKey, DiffieHellman>();

/** Pays the one-time cost of `sign` with this key, so that no key exchange has to. */
export function prepareSigning(key: DsaPrivateKey): void {
  powersOf(key);
}

function powersOf(key: DsaPrivateKey): DiffieHellman {
  const known = powers.get(key);
  if (known !== undefined) return known;
  const made = createDiffieHellman(Buffer.from(toMpi(key.p)), Buffer.from(toMpi(key.g)));
  powers.set(key, made);
  return made;
}

/**
 * Signs OTR's way: the 32-byte value as a big-endian number, reduced modulo q, without a hash.
 * g^k runs in OpenSSL in constant time; x and k enter BigInt arithmetic only blinded.
 */
export function sign(key: DsaPrivateKey, value: Uint8Array, random: RandomSource): Uint8Array {
  const { q } = key;
  for (;;) {
    const k = nonZero(random, q);
    const blind = nonZero(random, q);
    const r = mod(toInteger(generatorPower(key, k)), q);
    const blindedSum = mod(toInteger(value) * blind + mod(key.x * blind, q) * r, q);
    const s = mod(blindedSum * inverseModPrime(mod(k * blind, q), q), q);
    if (r !== 0n && s !== 0n) return concat(toFixedBytes(r, HALF), toFixedBytes(s, HALF));
  }
}

function generatorPower(key: DsaPrivateKey, k: bigint): Uint8Array {
  const dh = powersOf(key);
  dh.setPrivateKey(Buffer.from(toFixedBytes(k, HALF)));
  const result = dh.computeSecret(Buffer.from(toMpi(key.g)));
  dh.setPrivateKey(Buffer.of(1));
  return result;
}

/** 1 … q-1, from 64 bits more than q has, so that the reduction does not show. */
function nonZero(random: RandomSource, q: bigint): bigint {
  return mod(toInteger(random.bytes(HALF + 8)), q - 1n) + 1n;
}

/** Whether `signature` is the key's owner's, over the 32-byte `value`. The key has been validated. */
export function verify(key: DsaPublicKey, value: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  const { p, q, g, y } = key;
  const r = toInteger(signature.subarray(0, HALF));
  const s = toInteger(signature.subarray(HALF));
  if (r <= 0n || r >= q || s <= 0n || s >= q) return false;
  const w = inverseModPrime(s, q);
  const u1 = mod(toInteger(value) * w, q);
  const u2 = mod(r * w, q);
  return publicPowerProduct([g, u1], [y, u2], p) % q === r;
}

/** By Fermat: faster than Euclid at this size. For public and blinded values: variable time. */
function inverseModPrime(value: bigint, prime: bigint): bigint {
  return publicPower(value, prime - 2n, prime);
}
