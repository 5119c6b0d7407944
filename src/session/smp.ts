// SPDX-License-Identifier: GPL-2.0-or-later
import { fingerprintBytes } from '../crypto/fingerprint.js';
import type { SecretBytes } from '../crypto/secret.js';
import { unlessDone, type Work } from '../crypto/work.js';
import { smpCancel, smpDecline, smpReceive, smpRefuse, smpWish } from '../protocol/smp/machine.js';
import { type SmpBinding, smpSecret } from '../protocol/smp/secret.js';
import { isUnderway, type Role, type SmpState, type SmpWish } from '../protocol/smp/state.js';
import { fromHex, utf8 } from '../wire/bytes.js';
import { OtrFault } from '../wire/fault.js';
import { decodeSmp, encodeSmp, isSmp } from '../wire/smp-messages.js';
import { type Tlv, TLV } from '../wire/tlv.js';
import type { Context } from './context.js';
import type { SessionRef } from './events.js';
import { fingerprintIn, type Instance, type Peer } from './instance.js';
import { MAX_QUESTION_BYTES } from './limits.js';
import { apply, deadlines } from './smp-apply.js';
import { carryOut, dropWork } from './smp-work.js';
import { transmitData } from './transmit.js';

/** What the person wants to know of the contact. */
export interface Question {
  readonly secret: string;
  readonly question: string | null;
}

/** The person asks, in the session that they saw when they decided to. */
export function startSmp(context: Context, session: SessionRef, wanted: Question): void {
  const instance = context.instances.find(session.version, session.theirTag);
  const isThere = instance !== null && fingerprintIn(instance) === session.fingerprint;
  if (!isThere || instance.message.kind !== 'encrypted') {
    context.notice('smp-gone');
    return;
  }
  const text = wanted.question?.replaceAll('\0', '') ?? null;
  const question = text === null ? null : utf8(text);
  if (question !== null && question.length > MAX_QUESTION_BYTES) {
    context.notice('smp-too-long');
    return;
  }
  const x = secretFor(context, instance.message.peer, true, wanted.secret);
  const asking = carriedOut(context, instance, { kind: 'start', x, question }, text);
  const started = unlessDone(asking, () => {
    x.wipe();
    context.notice('smp-gone');
  });
  carryOut(context, instance, started);
}

/** The instance and role of the run with this id. */
function find(context: Context, id: number): { instance: Instance; role: Role } | null {
  for (const instance of context.instances.all()) {
    if (instance.message.kind !== 'encrypted') continue;
    const { asking, answering } = instance.message.smp;
    if (asking?.id === id) return { instance, role: 'asking' };
    if (answering?.id === id) return { instance, role: 'answering' };
  }
  return null;
}

/** The person answers the request that they were shown, and no other. */
export function answerSmp(context: Context, run: number, secret: string): void {
  const { instance, role } = find(context, run) ?? {};
  const message = instance?.message;
  const isOpen = role === 'answering' && message?.kind === 'encrypted';
  if (!isOpen || message.smp.state.answering.kind !== 'asked' || instance === undefined) {
    context.notice('smp-gone');
    return;
  }
  const x = secretFor(context, message.peer, false, secret);
  const answering = carriedOut(context, instance, { kind: 'answer', x });
  const answered = unlessDone(answering, () => {
    x.wipe();
  });
  carryOut(context, instance, answered);
}

/** A wish of the person's, or the clock's. */
function* carriedOut(
  context: Context,
  instance: Instance,
  wish: SmpWish,
  question: string | null = null,
): Work<void> {
  const step = yield* smpWish(stateOf(instance), wish, context.options.tools);
  apply(context, instance, step, question);
}

function stateOf({ message }: Instance): SmpState {
  if (message.kind !== 'encrypted') throw new Error('no session');
  return message.smp.state;
}

export function abortSmp(context: Context, run: number): void {
  const found = find(context, run);
  if (found !== null) stop(context, found.instance, found.role, 'aborted');
}

function stop(
  context: Context,
  instance: Instance,
  role: Role,
  because: 'aborted' | 'expired',
): void {
  if (instance.message.kind !== 'encrypted') return;
  dropWork(instance);
  carryOut(context, instance, carriedOut(context, instance, { kind: 'stop', role, because }));
}

/** Gives up what nobody has answered in time. */
export function expireSmp(context: Context, instance: Instance): void {
  for (const [role, time] of deadlines(instance))
    if (time <= context.now) stop(context, instance, role, 'expired');
}

/**
 * Any change of the session id cancels SMP, whose secret it goes into. True: the peer may still wait,
 * since engines keep their runs over a refresh; `abortPeer` tells it, in the session before or after.
 */
export function cancelSmp(context: Context, instance: Instance): boolean {
  if (instance.message.kind !== 'encrypted') return false;
  dropWork(instance);
  const state = stateOf(instance);
  apply(context, instance, smpCancel(state));
  return isUnderway(state);
}

/** "Send a type 6 TLV (SMP abort)", without a run of ours that it ends. */
export function abortPeer(context: Context, instance: Instance): void {
  const abort = encodeSmp({ type: 'smp-abort' });
  transmitData(context, instance, { text: '', tlvs: [abort], internal: true });
}

/** A TLV of an authentic message; those that are no SMP are ignored. */
export function receiveSmp(context: Context, instance: Instance, tlv: Tlv): void {
  if (instance.message.kind !== 'encrypted' || !isSmp(tlv)) return;
  // What is being calculated was for a run that the peer has given up.
  if (tlv.type === TLV.smpAbort && isUnderway(stateOf(instance))) dropWork(instance);
  carryOut(context, instance, received(context, instance, tlv));
}

function* received(context: Context, instance: Instance, tlv: Tlv): Work<void> {
  const state = stateOf(instance);
  const { tools } = context.options;
  try {
    const message = decodeSmp(tlv);
    if (message === null) return;
    const step = yield* smpReceive(state, message, tools);
    const isAsked = step.news.some(({ outcome }) => outcome.kind === 'asked');
    const isOneTooMany = isAsked && !instance.requests.take(context.now);
    apply(context, instance, isOneTooMany ? yield* smpDecline(state, tools) : step);
  } catch (error) {
    if (!(error instanceof OtrFault)) throw error;
    apply(context, instance, yield* smpRefuse(state, roleOf(tlv), tools));
  }
}

/** Which of our two roles a message of the peer's is for. */
function roleOf({ type }: Tlv): Role {
  return type === TLV.smp2 || type === TLV.smp4 ? 'asking' : 'answering';
}

/** x of this session; whoever asks is the initiator. */
function secretFor(context: Context, peer: Peer, weAsk: boolean, typed: string): SecretBytes {
  const { identity } = context;
  if (identity === null) throw new Error('a session without our key');
  const ours = fingerprintBytes(identity);
  const theirs = fromHex(peer.fingerprint);
  const binding: SmpBinding = {
    initiator: weAsk ? ours : theirs,
    responder: weAsk ? theirs : ours,
    ssid: fromHex(peer.ssid),
  };
  const bytes = utf8(typed);
  const secret = smpSecret(binding, bytes);
  bytes.fill(0);
  return secret;
}
