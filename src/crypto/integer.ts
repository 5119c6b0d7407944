// SPDX-License-Identifier: GPL-2.0-or-later
import { fromHex } from '../wire/bytes.js';
import { minimal, type Mpi } from '../wire/mpi.js';

const BYTE = 8n;
const WORD = 64n;
const WORD_BYTES = 8;

/** The number that big-endian bytes mean. No text is made on the way: it could not be wiped. */
export function toInteger(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let value = 0n;
  let at = 0;
  for (; at < bytes.length % WORD_BYTES; at += 1)
    value = (value << BYTE) | BigInt(view.getUint8(at));
  for (; at < bytes.length; at += WORD_BYTES) value = (value << WORD) | view.getBigUint64(at);
  return value;
}

/** The MPI bytes of a non-negative number. */
export function toMpi(value: bigint): Mpi {
  if (value === 0n) return new Uint8Array(0);
  const hex = value.toString(16);
  return minimal(fromHex(hex.length % 2 === 0 ? hex : `0${hex}`));
}

/** Big-endian two's complement of a non-negative number: a zero byte in front where the top bit is set. */
export function toSignedBytes(value: bigint): Uint8Array {
  let length = 1;
  while (value >> BigInt(length * 8 - 1) > 0n) length += 1;
  return toFixedBytes(value, length);
}

/** The number as exactly `length` bytes, leading zeros included; it must fit. No text is made. */
export function toFixedBytes(value: bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let rest = value;
  let at = length;
  for (; at >= WORD_BYTES; at -= WORD_BYTES, rest >>= WORD)
    view.setBigUint64(at - WORD_BYTES, BigInt.asUintN(64, rest));
  for (; at > 0; at -= 1, rest >>= BYTE) view.setUint8(at - 1, Number(BigInt.asUintN(8, rest)));
  return bytes;
}

/** The remainder in 0 … modulus-1, also of negative numbers. */
export function mod(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

/** How many bits the number has; 0 for 0. */
export function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}
