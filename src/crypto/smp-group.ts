// SPDX-License-Identifier: GPL-2.0-or-later
import { asData } from '../wire/ake-messages.js';
import { concat } from '../wire/bytes.js';
import { OtrFault } from '../wire/fault.js';
import { compareMpi, minimal, type Mpi } from '../wire/mpi.js';
import { checkGroupElement, power, PRIME } from './group.js';
import { sha256 } from './hash.js';
import { mod, toInteger, toMpi } from './integer.js';
import { inverse } from './public-integers.js';
import type { RandomSource } from './random.js';
import { SecretBytes } from './secret.js';
import type { Work } from './work.js';

/** The generator g1 of the specification's SMP. */
export const G1: Mpi = Uint8Array.of(2);

const P = toInteger(PRIME);
/** "q = (p - 1) / 2" */
const Q = (P - 1n) / 2n;
const Q_BYTES = toMpi(Q);
/** "Random exponents have 1536 bits." */
const EXPONENT_BYTES = 192;
/** 64 bits more than q has, so that the reduction does not show. */
const BLIND_BYTES = 200;

/** A random exponent. */
export function randomExponent(random: RandomSource): SecretBytes {
  return new SecretBytes(random.bytes(EXPONENT_BYTES));
}

/** base^exponent, after a pause; the results 0, 1 and p-1 are refused: no honest run meets them. */
export function* raise(base: Mpi, exponent: SecretBytes | Mpi): Work<Mpi> {
  yield;
  const bytes = exponent instanceof SecretBytes ? exponent.reveal() : exponent;
  try {
    return minimal(power(base, bytes));
  } catch {
    throw new OtrFault('out-of-range', 'power');
  }
}

/** a * b mod p */
export function multiply(a: Mpi, b: Mpi): Mpi {
  return toMpi(mod(toInteger(a) * toInteger(b), P));
}

/** a / b mod p */
export function divide(a: Mpi, b: Mpi): Mpi {
  const inverted = inverse(toInteger(b), P);
  if (inverted === null) throw new OtrFault('out-of-range', 'divisor');
  return toMpi(mod(toInteger(a) * inverted, P));
}

/**
 * D = r - x c mod q; r serves only once, so x stays hidden. BigInt arithmetic takes a time of its own
 * for each number: x enters it in two parts, each of them random.
 */
export function respond(r: SecretBytes, x: SecretBytes, c: Mpi, random: RandomSource): Mpi {
  const blind = random.bytes(BLIND_BYTES);
  const part = mod(toInteger(blind), Q);
  blind.fill(0);
  const rest = mod(toInteger(x.reveal()) - part, Q);
  const challenged = toInteger(c);
  const first = mod(toInteger(r.reveal()) - part * challenged, Q);
  return toMpi(mod(first - rest * challenged, Q));
}

/** c = SHA256(version || MPI(a) [|| MPI(b)]) as a number */
export function challenge(version: number, ...values: readonly Mpi[]): Mpi {
  return minimal(sha256(concat(Uint8Array.of(version), ...values.map(asData))));
}

/** "Check that the value is in [2, p-2]", for each of them. */
export function checkElements(...values: readonly Mpi[]): void {
  for (const value of values) checkGroupElement(value, 'SMP value');
}

/** "Check that 1 <= D < q", for each of them. */
export function checkExponents(...values: readonly Mpi[]): void {
  for (const value of values)
    if (value.length === 0 || compareMpi(value, Q_BYTES) >= 0)
      throw new OtrFault('out-of-range', 'SMP exponent');
}
