// SPDX-License-Identifier: GPL-2.0-or-later
import { equal } from '../../crypto/equal.js';
import type { RandomSource } from '../../crypto/random.js';
import { type SecretBytes, wipe } from '../../crypto/secret.js';
import {
  challenge,
  checkExponents,
  G1,
  multiply,
  raise,
  randomExponent,
  respond,
} from '../../crypto/smp-group.js';
import type { Work } from '../../crypto/work.js';
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

export function* proveExponent(
  version: number,
  x: SecretBytes,
  random: RandomSource,
): Work<ExponentProof> {
  const r = randomExponent(random);
  try {
    const c = challenge(version, yield* raise(G1, r));
    return { c, d: respond(r, x, c, random) };
  } finally {
    r.wipe();
  }
}

/** "c = SHA256(version, g1^D gx^c)" */
export function* verifyExponent(version: number, gx: Mpi, { c, d }: ExponentProof): Work<void> {
  checkExponents(d);
  expectEqual(c, challenge(version, multiply(yield* raise(G1, d), yield* raise(gx, c))));
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
export function* proveCoordinates(
  version: number,
  { g2, g3 }: Pick<Coordinates, 'g2' | 'g3'>,
  x: SecretBytes,
  random: RandomSource,
): Work<Pick<Coordinates, 'p' | 'q'> & CoordinatesProof> {
  const [r4, r5, r6] = [randomExponent(random), randomExponent(random), randomExponent(random)];
  try {
    const p = yield* raise(g3, r4);
    const q = multiply(yield* raise(G1, r4), yield* raise(g2, x));
    const first = yield* raise(g3, r5);
    const second = multiply(yield* raise(G1, r5), yield* raise(g2, r6));
    const cp = challenge(version, first, second);
    return { p, q, cp, d5: respond(r5, r4, cp, random), d6: respond(r6, x, cp, random) };
  } finally {
    wipe([r4, r5, r6]);
  }
}

/** "cP = SHA256(version, g3^D5 P^cP, g1^D5 g2^D6 Q^cP)" */
export function* verifyCoordinates(
  version: number,
  { g2, g3, p, q }: Coordinates,
  { cp, d5, d6 }: CoordinatesProof,
): Work<void> {
  checkExponents(d5, d6);
  const first = multiply(yield* raise(g3, d5), yield* raise(p, cp));
  const second = multiply(
    multiply(yield* raise(G1, d5), yield* raise(g2, d6)),
    yield* raise(q, cp),
  );
  expectEqual(cp, challenge(version, first, second));
}

/** That R = (Qa/Qb)^x has the same exponent as g1^x. */
export interface EqualLogsProof {
  readonly cr: Mpi;
  readonly d7: Mpi;
}

export function* proveEqualLogs(
  version: number,
  quotient: Mpi,
  x: SecretBytes,
  random: RandomSource,
): Work<EqualLogsProof> {
  const r7 = randomExponent(random);
  try {
    const cr = challenge(version, yield* raise(G1, r7), yield* raise(quotient, r7));
    return { cr, d7: respond(r7, x, cr, random) };
  } finally {
    r7.wipe();
  }
}

/** "cR = SHA256(version, g1^D7 g3^cR, (Qa/Qb)^D7 R^cR)" */
export function* verifyEqualLogs(
  version: number,
  { g3, quotient, r }: { readonly g3: Mpi; readonly quotient: Mpi; readonly r: Mpi },
  { cr, d7 }: EqualLogsProof,
): Work<void> {
  checkExponents(d7);
  const first = multiply(yield* raise(G1, d7), yield* raise(g3, cr));
  const second = multiply(yield* raise(quotient, d7), yield* raise(r, cr));
  expectEqual(cr, challenge(version, first, second));
}

function expectEqual(claimed: Mpi, calculated: Mpi): void {
  if (!equal(claimed, calculated)) throw new OtrFault('bad-signature', 'SMP proof');
}
