// SPDX-License-Identifier: GPL-2.0-or-later
import { fromHex, toHex } from '../wire/bytes.js';
import { minimal, type Mpi } from '../wire/mpi.js';

/** The number that big-endian bytes mean. */
export function toInteger(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}

/** The MPI bytes of a non-negative number. */
export function toMpi(value: bigint): Mpi {
  if (value === 0n) return new Uint8Array(0);
  const hex = value.toString(16);
  return minimal(fromHex(hex.length % 2 === 0 ? hex : `0${hex}`));
}

/** Big-endian two's complement of a non-negative number: a zero byte in front where the top bit is set. */
export function toSignedBytes(value: bigint): Uint8Array {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return fromHex(/^[89a-f]/.test(even) ? `00${even}` : even);
}

/** The number as exactly `length` bytes, leading zeros included; it must fit. */
export function toFixedBytes(value: bigint, length: number): Uint8Array {
  return fromHex(value.toString(16).padStart(length * 2, '0'));
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
