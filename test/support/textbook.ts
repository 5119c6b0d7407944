// SPDX-License-Identifier: GPL-2.0-or-later
// The specification's mathematics, as plainly as it can be written: what the engine is checked with.
import { createCipheriv, createHash, createHmac } from 'node:crypto';

/** RFC 3526 section 2, from its formula; `pi` has 1406 bits after the binary point. */
export function rfc3526Prime(): bigint {
  const two = (exponent: bigint): bigint => 1n << exponent;
  return two(1536n) - two(1472n) - 1n + two(64n) * (piTimes(1406n) + 741804n);
}

/** [2^bits * pi] by Machin's formula, 16 arctan(1/5) - 4 arctan(1/239). */
function piTimes(bits: bigint): bigint {
  const guard = 64n;
  const one = 1n << (bits + guard);
  const arctanOfInverse = (x: bigint): bigint => {
    let power = one / x;
    let sum = power;
    for (let n = 3n, sign = -1n; power > 0n; n += 2n, sign = -sign) {
      power /= x * x;
      sum += (sign * power) / n;
    }
    return sum;
  };
  return (16n * arctanOfInverse(5n) - 4n * arctanOfInverse(239n)) >> guard;
}

/** base^exponent mod modulus, bit by bit. */
export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n % modulus;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** The number that big-endian bytes mean. */
export function integer(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

/** Big-endian bytes without leading zeros. */
export function magnitude(value: bigint): Buffer {
  if (value === 0n) return Buffer.alloc(0);
  const digits = value.toString(16);
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
}

export function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** DATA; MPI when the value has no leading zeros. */
export function data(value: Uint8Array): Buffer {
  return Buffer.concat([int(value.length), value]);
}

export function mpi(value: bigint): Buffer {
  return data(magnitude(value));
}

export function hash(name: 'sha1' | 'sha256', ...parts: readonly Uint8Array[]): Buffer {
  return createHash(name).update(Buffer.concat(parts)).digest();
}

export function hmac(name: 'sha1' | 'sha256', key: Uint8Array, message: Uint8Array): Buffer {
  return createHmac(name, key).update(message).digest();
}

/** AES-128-CTR; `top` is the upper half of the counter block. */
export function aesCtr(key: Uint8Array, top: Uint8Array, text: Uint8Array): Buffer {
  const iv = Buffer.concat([top, Buffer.alloc(8)]);
  return createCipheriv('aes-128-ctr', key, iv).update(text);
}

export interface DsaNumbers {
  readonly p: bigint;
  readonly q: bigint;
  readonly g: bigint;
  readonly y: bigint;
}

/** FIPS 186, with the value taken modulo q as the OTR specification has it. */
export function dsaVerifies(key: DsaNumbers, value: Uint8Array, signature: Uint8Array): boolean {
  const { p, q, g, y } = key;
  const r = integer(signature.subarray(0, 20));
  const s = integer(signature.subarray(20));
  if (r === 0n || s === 0n || r >= q || s >= q) return false;
  const w = modPow(s, q - 2n, q);
  const u1 = (integer(value) * w) % q;
  const u2 = (r * w) % q;
  return ((modPow(g, u1, p) * modPow(y, u2, p)) % p) % q === r;
}

/** PUBKEY of a DSA key. */
export function pubkey({ p, q, g, y }: DsaNumbers): Buffer {
  return Buffer.concat([Buffer.alloc(2), mpi(p), mpi(q), mpi(g), mpi(y)]);
}

/** "secbytes" and what is hashed out of it. */
export function h1(b: number, s: bigint): Buffer {
  return hash('sha1', Buffer.of(b), mpi(s));
}

export function h2(b: number, s: bigint): Buffer {
  return hash('sha256', Buffer.of(b), mpi(s));
}
