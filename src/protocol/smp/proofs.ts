// SPDX-License-Identifier: GPL-2.0-or-later
import { equal } from '../../crypto/equal.js';
import type { RandomSource } from '../../crypto/random.js';
import type { SecretBytes } from '../../crypto/secret.js';
import {
  challenge,
  checkExponents,
  G1,
  multiply,
  raise,
  randomExponent,
  respond,
} from '../../crypto/smp-group.js';
import { OtrFault } from '../../wire/fault.js';
import type { Mpi } from '../../wire/mpi.js';

/**
 * The zero-knowledge proofs of the Socialist Millionaires' Protocol. `version` keeps each proof from
 * being taken for another; verifying throws OtrFault.
 */

/** That the sender knows the exponent of g1^x. */
export interface ExponentProof {
  readonly c: Mpi;
  readonly d: Mpi;
}

export function proveExponent(
  version: number,
  x: SecretBytes,
  random: RandomSource,
): ExponentProof {
  const r = randomExponent(random);
  const c = challenge(version, raise(G1, r));
  const d = respond(r, x, c, random);
  r.wipe();
  return { c, d };
}

/** "c = SHA256(version, g1^D gx^c)" */
export function verifyExponent(version: number, gx: Mpi, { c, d }: ExponentProof): void {
  checkExponents(d);
  expectEqual(c, challenge(version, multiply(raise(G1, d), raise(gx, c))));
}

/** The bases of the comparison, and the coordinates P = g3^r, Q = g1^r g2^x. */
export interface Coordinates {
  readonly g2: Mpi;
  readonly g3: Mpi;
  readonly p: Mpi;
  readonly q: Mpi;
}

export interface CoordinatesProof {
  readonly cp: Mpi;
  readonly d5: Mpi;
  readonly d6: Mpi;
}

/** P and Q for the secret x, with the proof that they were made so. */
export function proveCoordinates(
  version: number,
  { g2, g3 }: Pick<Coordinates, 'g2' | 'g3'>,
  x: SecretBytes,
  random: RandomSource,
): Pick<Coordinates, 'p' | 'q'> & CoordinatesProof {
  const [r4, r5, r6] = [randomExponent(random), randomExponent(random), randomExponent(random)];
  const p = raise(g3, r4);
  const q = multiply(raise(G1, r4), raise(g2, x));
  const cp = challenge(version, raise(g3, r5), multiply(raise(G1, r5), raise(g2, r6)));
  const proof = { p, q, cp, d5: respond(r5, r4, cp, random), d6: respond(r6, x, cp, random) };
  for (const r of [r4, r5, r6]) r.wipe();
  return proof;
}

/** "cP = SHA256(version, g3^D5 P^cP, g1^D5 g2^D6 Q^cP)" */
export function verifyCoordinates(
  version: number,
  { g2, g3, p, q }: Coordinates,
  { cp, d5, d6 }: CoordinatesProof,
): void {
  checkExponents(d5, d6);
  const first = multiply(raise(g3, d5), raise(p, cp));
  const second = multiply(multiply(raise(G1, d5), raise(g2, d6)), raise(q, cp));
  expectEqual(cp, challenge(version, first, second));
}

/** That R = (Qa/Qb)^x has the same exponent as g1^x. */
export interface EqualLogsProof {
  readonly cr: Mpi;
  readonly d7: Mpi;
}

export function proveEqualLogs(
  version: number,
  quotient: Mpi,
  x: SecretBytes,
  random: RandomSource,
): EqualLogsProof {
  const r7 = randomExponent(random);
  const cr = challenge(version, raise(G1, r7), raise(quotient, r7));
  const d7 = respond(r7, x, cr, random);
  r7.wipe();
  return { cr, d7 };
}

/** "cR = SHA256(version, g1^D7 g3^cR, (Qa/Qb)^D7 R^cR)" */
export function verifyEqualLogs(
  version: number,
  { g3, quotient, r }: { readonly g3: Mpi; readonly quotient: Mpi; readonly r: Mpi },
  { cr, d7 }: EqualLogsProof,
): void {
  checkExponents(d7);
  const first = multiply(raise(G1, d7), raise(g3, cr));
  const second = multiply(raise(quotient, d7), raise(r, cr));
  expectEqual(cr, challenge(version, first, second));
}

function expectEqual(claimed: Mpi, calculated: Mpi): void {
  if (!equal(claimed, calculated)) throw new OtrFault('bad-signature', 'SMP proof');
}
