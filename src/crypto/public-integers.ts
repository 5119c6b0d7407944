// SPDX-License-Identifier: GPL-2.0-or-later
import bigInt from 'big-integer';
import { mod } from './integer.js';

/**
 * Number theory on PUBLIC values only: big-integer does not run in constant time. Secret exponents
 * go through OpenSSL (`group.ts`, `dsa.ts`).
 */

/** The inverse of `value` modulo `modulus`; null when there is none. */
export function inverse(value: bigint, modulus: bigint): bigint | null {
  const reduced = mod(value, modulus);
  if (reduced === 0n || bigInt.gcd(bigInt(reduced), bigInt(modulus)).notEquals(1)) return null;
  return BigInt(bigInt(reduced).modInv(bigInt(modulus)).toString());
}

/** Whether a number of at most 3072 bits is prime, up to a chance of 4^-rounds. */
export function isProbablePrime(value: bigint, rounds = 24): boolean {
  if (value < 2n || value % 2n === 0n) return value === 2n;
  return bigInt(value).isProbablePrime(rounds);
}

/** base^exponent mod modulus in variable time, 4-bit windows; `modulus` > 1. */
export function publicPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const table = [1n % modulus];
  for (let i = 1; i < 16; i += 1) table.push(((table[i - 1] ?? 1n) * base) % modulus);
  let result = 1n % modulus;
  for (const digit of exponent.toString(16)) {
    for (let i = 0; i < 4; i += 1) result = (result * result) % modulus;
    result = (result * (table[Number.parseInt(digit, 16)] ?? 1n)) % modulus;
  }
  return result;
}

/** a^x * b^y mod modulus in one pass over both exponents, 2-bit windows; variable time. */
export function publicPowerProduct(
  [a, x]: readonly [bigint, bigint],
  [b, y]: readonly [bigint, bigint],
  modulus: bigint,
): bigint {
  const table: bigint[] = [];
  for (let i = 0; i < 16; i += 1)
    table.push(((a ** BigInt(i & 3) % modulus) * (b ** BigInt(i >> 2) % modulus)) % modulus);
  const xs = x.toString(4);
  const ys = y.toString(4);
  const length = Math.max(xs.length, ys.length);
  const first = xs.padStart(length, '0');
  const second = ys.padStart(length, '0');
  let result = 1n;
  for (let i = 0; i < length; i += 1) {
    result = (result * result) % modulus;
    result = (result * result) % modulus;
    const entry = Number(first[i]) | (Number(second[i]) << 2);
    if (entry !== 0) result = (result * (table[entry] ?? 1n)) % modulus;
  }
  return result;
}
