// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "Socialist Millionaires' Protocol (SMP)", as plainly as it can be written, for peers that cheat.
import { TLV, type Tlv } from '../../src/wire/tlv.js';
import type { SeededRandom } from './seeded-random.js';
import { hash, int, integer, modPow, mpi, rfc3526Prime } from './textbook.js';

export const P = rfc3526Prime();
const Q = (P - 1n) / 2n;
const G1 = 2n;

/** SHA256(version, MPI …) as a number. */
export function challenge(version: number, ...values: readonly bigint[]): bigint {
  return integer(hash('sha256', Buffer.of(version), ...values.map(mpi)));
}

/** r - x c mod q */
function response(r: bigint, x: bigint, c: bigint): bigint {
  return (((r - x * c) % Q) + Q) % Q;
}

function exponent(random: SeededRandom): bigint {
  return (integer(random.bytes(192)) % (Q - 1n)) + 1n;
}

function power(base: bigint, x: bigint): bigint {
  return modPow(base, x, P);
}

export interface ExponentProof {
  readonly c: bigint;
  readonly d: bigint;
}

/** A proof for g1^x that verifies. */
export function proofOf(version: number, x: bigint, random: SeededRandom): ExponentProof {
  const r = exponent(random);
  const c = challenge(version, power(G1, r));
  return { c, d: response(r, x, c) };
}

/**
 * A proof that verifies for a value of which nobody knows, or there is not, an exponent: 0, 1 and p-1
 * to the power c are 0, 1 and for every second c 1, whatever c is.
 */
export function proofOfNothing(
  version: number,
  value: bigint,
  random: SeededRandom,
): ExponentProof {
  for (;;) {
    const d = exponent(random);
    const c = challenge(version, value % P === 0n ? 0n : power(G1, d));
    if (value % P !== P - 1n || c % 2n === 0n) return { c, d };
  }
}

/** The TLV of an SMP message with these numbers. */
export function smpTlv(type: number, ...numbers: readonly bigint[]): Tlv {
  return { type, value: Buffer.concat([int(numbers.length), ...numbers.map(mpi)]) };
}

/** SMP1 in which both elements are `value`. */
export function smp1Of(value: bigint, prove: (version: number) => ExponentProof): Tlv {
  const [second, third] = [prove(1), prove(2)];
  return smpTlv(TLV.smp1, value, second.c, second.d, value, third.c, third.d);
}

/** SMP1 as an honest asker makes it; the exponents are the test's. */
export function honestSmp1(random: SeededRandom, question: Uint8Array | null = null): Tlv {
  const [a2, a3] = [exponent(random), exponent(random)];
  const [second, third] = [proofOf(1, a2, random), proofOf(2, a3, random)];
  const tlv = smpTlv(TLV.smp1, power(G1, a2), second.c, second.d, power(G1, a3), third.c, third.d);
  if (question === null) return tlv;
  return { type: TLV.smp1Question, value: Buffer.concat([question, Buffer.of(0), tlv.value]) };
}

/**
 * SMP2 of somebody without the secret who takes 1 for g2b and g3b, so that everything that the secret
 * goes into is 1 as well; Pb is p+1, which differs from 1 only as bytes.
 */
export function smp2OfOnes(random: SeededRandom): Tlv {
  const [second, third] = [proofOfNothing(3, 1n, random), proofOfNothing(4, 1n, random)];
  const [r4, r5, d6] = [exponent(random), exponent(random), exponent(random)];
  const cp = challenge(5, 1n, power(G1, r5));
  const coordinates = [P + 1n, power(G1, r4), cp, response(r5, r4, cp), d6];
  return smpTlv(TLV.smp2, 1n, second.c, second.d, 1n, third.c, third.d, ...coordinates);
}
