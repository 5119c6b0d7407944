// SPDX-License-Identifier: GPL-2.0-or-later
import type { SecretBytes } from '../../crypto/secret.js';
import type { AkeMessage, DhCommit, DhKey } from '../../wire/ake-messages.js';
import { OtrFault } from '../../wire/fault.js';
import { compareMpi } from '../../wire/mpi.js';
import {
  type AkeStep,
  type AkeTools,
  type AuthState,
  type Commitment,
  type Established,
  NONE,
  secretsOf,
} from './state.js';
import { answerTo, finishAnswer, finishRevelation, reveal } from './steps.js';

type At<S extends AuthState['kind']> = Extract<AuthState, { kind: S }>;
type On<M extends AkeMessage['type']> = Extract<AkeMessage, { type: M }>;
type Cell<S extends AuthState['kind'], M extends AkeMessage['type']> = (
  state: At<S>,
  message: On<M>,
  tools: AkeTools,
) => AkeStep;
type Table = {
  readonly [M in AkeMessage['type']]: { readonly [S in AuthState['kind']]: Cell<S, M> };
};

// prettier-ignore
const TABLE: Table = {
  'dh-commit':  { 'none': answer, 'awaiting-dhkey': breakTie,   'awaiting-revealsig': resendDhKey, 'awaiting-sig': answerToo,    'yielded': resendDhKey, 'both': resendDhKey },
  'dh-key':     { 'none': ignore, 'awaiting-dhkey': revealOnly, 'awaiting-revealsig': ignore,      'awaiting-sig': resendReveal, 'yielded': revealToo,   'both': resendReveal },
  'reveal-sig': { 'none': ignore, 'awaiting-dhkey': ignore,     'awaiting-revealsig': asAlice,     'awaiting-sig': ignore,       'yielded': asAlice,     'both': asAlice },
  'signature':  { 'none': ignore, 'awaiting-dhkey': ignore,     'awaiting-revealsig': ignore,      'awaiting-sig': asBob,        'yielded': ignore,      'both': asBob },
};

/** Pure: a refused message throws `OtrFault` and the caller keeps `state`. */
export function akeStep(state: AuthState, message: AkeMessage, tools: AkeTools): AkeStep {
  const cell = TABLE[message.type][state.kind] as Cell<AuthState['kind'], AkeMessage['type']>;
  return cell(state, message, tools);
}

function step(next: AuthState, send: AkeMessage | null, retire: SecretBytes[] = []): AkeStep {
  return { next, send, established: null, retire };
}

/** "Ignore the message." */
function ignore(state: AuthState): AkeStep {
  return step(state, null);
}

/** "Reply with a D-H Key Message, and transition authstate to AUTHSTATE_AWAITING_REVEALSIG." */
function answer(_: At<'none'>, message: DhCommit, tools: AkeTools): AkeStep {
  const made = answerTo(message, tools);
  return step({ kind: 'awaiting-revealsig', answer: made }, made.reply);
}

/**
 * "Compare the hashed g^x you sent with the one you received, considered as 32-byte unsigned
 * big-endian values. If yours is the higher: ignore the incoming message, but resend your D-H Commit.
 * Otherwise: forget your old g^x and pretend you're in AUTHSTATE_NONE." We do not forget ours.
 */
function breakTie(state: At<'awaiting-dhkey'>, message: DhCommit, tools: AkeTools): AkeStep {
  const order = compareHashes(state.commitment, message);
  if (order === 0) throw new OtrFault('reflected', 'D-H Commit');
  if (order > 0) return step(state, state.commitment.message);
  const made = answerTo(message, tools);
  return step({ kind: 'yielded', commitment: state.commitment, answer: made }, made.reply);
}

function compareHashes(commitment: Commitment, theirs: DhCommit): number {
  // Of equal length, so the order of magnitudes is the order of bytes.
  return compareMpi(commitment.message.hashedGx, theirs.hashedGx);
}

/** "Retransmit your D-H Key Message. Forget the old D-H Commit, and use this new one instead." */
function resendDhKey(
  state: At<'awaiting-revealsig' | 'yielded' | 'both'>,
  message: DhCommit,
): AkeStep {
  const kept = { ...state.answer, theirs: message };
  return step({ ...state, answer: kept }, kept.reply);
}

/** "Reply with a new D-H Key message"; what we revealed may still be answered. */
function answerToo(state: At<'awaiting-sig'>, message: DhCommit, tools: AkeTools): AkeStep {
  const made = answerTo(message, tools);
  return step({ kind: 'both', revelation: state.revelation, answer: made }, made.reply);
}

/** "Reply with a Reveal Signature Message and transition authstate to AUTHSTATE_AWAITING_SIG." */
function revealOnly(state: At<'awaiting-dhkey'>, message: DhKey, tools: AkeTools): AkeStep {
  const revelation = reveal(state.commitment, message, tools);
  return step({ kind: 'awaiting-sig', revelation }, revelation.reply, [state.commitment.r]);
}

/** The same after we yielded: only an engine that yields, or plays both roles, answers us now. */
function revealToo(state: At<'yielded'>, message: DhKey, tools: AkeTools): AkeStep {
  if (compareMpi(message.gy, state.answer.reply.gy) === 0)
    throw new OtrFault('reflected', 'D-H Key');
  const revelation = reveal(state.commitment, message, tools);
  const next: AuthState = { kind: 'both', revelation, answer: state.answer };
  return step(next, revelation.reply, [state.commitment.r]);
}

/** "If this D-H Key message is the same the one you received earlier: retransmit. Otherwise: ignore." */
function resendReveal(state: At<'awaiting-sig' | 'both'>, message: DhKey): AkeStep {
  const same = compareMpi(message.gy, state.revelation.gy) === 0;
  return step(state, same ? state.revelation.reply : null);
}

/** Completes the exchange that the peer began. */
function asAlice(
  state: At<'awaiting-revealsig' | 'yielded' | 'both'>,
  message: On<'reveal-sig'>,
  tools: AkeTools,
): AkeStep {
  const { established, reply } = finishAnswer(state.answer, message, tools);
  return complete(state, established, reply);
}

/** Completes the exchange that we began. */
function asBob(state: At<'awaiting-sig' | 'both'>, message: On<'signature'>): AkeStep {
  return complete(state, finishRevelation(state.revelation, message), null);
}

/** The first exchange that completes wins; what the other one held retires. */
function complete(state: AuthState, established: Established, send: AkeMessage | null): AkeStep {
  const kept = new Set([established.ours.secret, established.secret]);
  const retire = secretsOf(state).filter((secret) => !kept.has(secret));
  return { next: NONE, send, established, retire };
}
