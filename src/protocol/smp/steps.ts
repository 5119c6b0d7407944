// SPDX-License-Identifier: GPL-2.0-or-later
import { equal } from '../../crypto/equal.js';
import type { RandomSource } from '../../crypto/random.js';
import { type SecretBytes, wipe } from '../../crypto/secret.js';
import { checkElements, divide, G1, raise, randomExponent } from '../../crypto/smp-group.js';
import { unlessDone, type Work } from '../../crypto/work.js';
import { OtrFault } from '../../wire/fault.js';
import { compareMpi, type Mpi } from '../../wire/mpi.js';
import type { Smp1, Smp2, Smp3, Smp4 } from '../../wire/smp-messages.js';
import {
  proveCoordinates,
  proveEqualLogs,
  proveExponent,
  verifyCoordinates,
  verifyEqualLogs,
  verifyExponent,
} from './proofs.js';
import type { Answering, Asking, SmpTools } from './state.js';

type Run = Asking | Answering;
type At<K extends Run['kind']> = Extract<Run, { kind: K }>;

/** A step of the run, and what goes to the peer. */
interface Moved<K extends Run['kind'], M> {
  readonly next: At<K>;
  readonly message: M;
}

/** Alice, step 1: "Pick random a2 and a3; send g2a, g3a and the proofs that you know them." */
export function begin(
  x: SecretBytes,
  question: Uint8Array | null,
  { random }: SmpTools,
): Work<Moved<'expect2', Smp1>> {
  const [a2, a3] = [randomExponent(random), randomExponent(random)];
  return unlessDone(request({ x, a2, a3 }, question, random), () => {
    wipe([a2, a3]);
  });
}

function* request(
  secrets: Omit<At<'expect2'>, 'kind'>,
  question: Uint8Array | null,
  random: RandomSource,
): Work<Moved<'expect2', Smp1>> {
  const { a2, a3 } = secrets;
  const { c: c2, d: d2 } = yield* proveExponent(1, a2, random);
  const { c: c3, d: d3 } = yield* proveExponent(2, a3, random);
  const [g2a, g3a] = [yield* raise(G1, a2), yield* raise(G1, a3)];
  const message: Smp1 = { type: 'smp1', question, g2a, c2, d2, g3a, c3, d3 };
  return { next: { kind: 'expect2', ...secrets }, message };
}

/** Bob, step 2a: "Verify Alice's proofs", before the person is asked. */
export function* examine({ g2a, c2, d2, g3a, c3, d3 }: Smp1): Work<At<'asked'>> {
  checkElements(g2a, g3a);
  yield* verifyExponent(1, g2a, { c: c2, d: d2 });
  yield* verifyExponent(2, g3a, { c: c3, d: d3 });
  return { kind: 'asked', g2a, g3a };
}

/** Bob, step 2b: "Send g2b, g3b, Pb, Qb and the proofs." */
export function reply(
  asked: At<'asked'>,
  y: SecretBytes,
  { random }: SmpTools,
): Work<Moved<'expect3', Smp2>> {
  const [b2, b3] = [randomExponent(random), randomExponent(random)];
  return unlessDone(response(asked, { y, b2, b3 }, random), () => {
    wipe([b2, b3]);
  });
}

function* response(
  { g2a, g3a }: At<'asked'>,
  { y, b2, b3 }: Readonly<Record<'y' | 'b2' | 'b3', SecretBytes>>,
  random: RandomSource,
): Work<Moved<'expect3', Smp2>> {
  const { c: c2, d: d2 } = yield* proveExponent(3, b2, random);
  const { c: c3, d: d3 } = yield* proveExponent(4, b3, random);
  const [g2, g3] = [yield* raise(g2a, b2), yield* raise(g3a, b3)];
  const { p: pb, q: qb, cp, d5, d6 } = yield* proveCoordinates(5, { g2, g3 }, y, random);
  const [g2b, g3b] = [yield* raise(G1, b2), yield* raise(G1, b3)];
  b2.wipe();
  const message: Smp2 = { type: 'smp2', g2b, c2, d2, g3b, c3, d3, pb, qb, cp, d5, d6 };
  return { next: { kind: 'expect3', b3, g3a, g2, g3, pb, qb }, message };
}

/** Alice, step 3: "Verify Bob's proofs; send Pa, Qa, Ra and the proofs." */
export function* advance(
  { x, a2, a3 }: At<'expect2'>,
  theirs: Smp2,
  { random }: SmpTools,
): Work<Moved<'expect4', Smp3>> {
  const { g2b, g3b, pb, qb } = theirs;
  checkElements(g2b, g3b, pb, qb);
  yield* verifyExponent(3, g2b, { c: theirs.c2, d: theirs.d2 });
  yield* verifyExponent(4, g3b, { c: theirs.c3, d: theirs.d3 });
  const [g2, g3] = [yield* raise(g2b, a2), yield* raise(g3b, a3)];
  yield* verifyCoordinates(5, { g2, g3, p: pb, q: qb }, theirs);
  const { p: pa, q: qa, cp, d5, d6 } = yield* proveCoordinates(6, { g2, g3 }, x, random);
  expectDifferent(pa, pb, qa, qb);
  const qQuotient = divide(qa, qb);
  const ra = yield* raise(qQuotient, a3);
  const { cr, d7 } = yield* proveEqualLogs(7, qQuotient, a3, random);
  return {
    next: { kind: 'expect4', a3, g3b, pQuotient: divide(pa, pb), qQuotient },
    message: { type: 'smp3', pa, qa, cp, d5, d6, ra, cr, d7 },
  };
}

/** How it ended, and what tells the peer. */
interface Compared<M> {
  readonly same: boolean;
  readonly message: M;
}

/** Bob, step 4: "Verify Alice's proofs; send Rb; compare Ra^b3 with Pa / Pb." */
export function* conclude(
  state: At<'expect3'>,
  theirs: Smp3,
  { random }: SmpTools,
): Work<Compared<Smp4>> {
  const { b3, g3a, g2, g3, pb, qb } = state;
  const { pa, qa, ra } = theirs;
  checkElements(pa, qa, ra);
  expectDifferent(pa, pb, qa, qb);
  yield* verifyCoordinates(6, { g2, g3, p: pa, q: qa }, theirs);
  const quotient = divide(qa, qb);
  yield* verifyEqualLogs(7, { g3: g3a, quotient, r: ra }, theirs);
  const rb = yield* raise(quotient, b3);
  const { cr, d7 } = yield* proveEqualLogs(8, quotient, b3, random);
  const same = equal(yield* raise(ra, b3), divide(pa, pb));
  return { same, message: { type: 'smp4', rb, cr, d7 } };
}

/** Alice, step 5: "Verify Bob's proof; compare Rb^a3 with Pa / Pb." */
export function* compare(
  { a3, g3b, pQuotient, qQuotient }: At<'expect4'>,
  theirs: Smp4,
): Work<boolean> {
  checkElements(theirs.rb);
  yield* verifyEqualLogs(8, { g3: g3b, quotient: qQuotient, r: theirs.rb }, theirs);
  return equal(yield* raise(theirs.rb, a3), pQuotient);
}

/** OTRv4 adds this check: "Check that Pa != Pb and Qa != Qb". No honest run meets it. */
function expectDifferent(pa: Mpi, pb: Mpi, qa: Mpi, qb: Mpi): void {
  if (compareMpi(pa, pb) === 0 || compareMpi(qa, qb) === 0)
    throw new OtrFault('out-of-range', 'SMP coordinates');
}
