// SPDX-License-Identifier: GPL-2.0-or-later
import { fingerprintBytes } from '../crypto/fingerprint.js';
import type { SecretBytes } from '../crypto/secret.js';
import { smpCancel, smpReceive, smpRefuse, smpWish } from '../protocol/smp/machine.js';
import { type SmpBinding, smpSecret } from '../protocol/smp/secret.js';
import type { SmpStep } from '../protocol/smp/state.js';
import { fromHex, fromUtf8, utf8 } from '../wire/bytes.js';
import { OtrFault } from '../wire/fault.js';
import { decodeSmp, encodeSmp, type SmpMessage } from '../wire/smp-messages.js';
import type { Tlv } from '../wire/tlv.js';
import type { Context } from './context.js';
import { type Instance, type Peer, type SmpRun, wipe } from './instance.js';
import { transmitData } from './transmit.js';

/** The person asks the contact of the current session. */
export function startSmp(context: Context, secret: string, question: string | null): void {
  const instance = context.best();
  if (instance?.message.kind !== 'encrypted') {
    context.notice('connection-ended');
    return;
  }
  const { peer, smp } = instance.message;
  const x = secretFor(context, peer, true, secret);
  const wish = { kind: 'start', x, question: question === null ? null : utf8(question) } as const;
  const step = smpWish(smp.state, wish, context.options.tools);
  const run = { weAsked: true, withQuestion: question !== null };
  apply(context, instance, step, run);
}

/** The person answers the session that asked; the prompt was about that one and no other. */
export function answerSmp(context: Context, secret: string): void {
  const instance = context.instances.all().find((each) => runState(each) === 'asked');
  if (instance?.message.kind !== 'encrypted') return;
  const { peer, smp } = instance.message;
  const x = secretFor(context, peer, false, secret);
  apply(context, instance, smpWish(smp.state, { kind: 'answer', x }, context.options.tools), smp);
}

export function abortSmp(context: Context): void {
  for (const instance of context.instances.all()) {
    if (instance.message.kind !== 'encrypted') continue;
    const { smp } = instance.message;
    apply(context, instance, smpWish(smp.state, { kind: 'abort' }, context.options.tools), smp);
  }
}

/** "Any change of session id cancels SMP." */
export function cancelSmp(context: Context, instance: Instance): void {
  if (instance.message.kind !== 'encrypted') return;
  apply(context, instance, smpCancel(instance.message.smp.state), instance.message.smp);
}

/** A TLV of an authentic message; those that are no SMP are ignored. */
export function receiveSmp(context: Context, instance: Instance, tlv: Tlv): void {
  if (instance.message.kind !== 'encrypted') return;
  const { smp } = instance.message;
  try {
    const message = decodeSmp(tlv);
    if (message === null) return;
    const step = smpReceive(smp.state, message, context.options.tools);
    apply(context, instance, step, runOf(smp, message));
  } catch (error) {
    if (!(error instanceof OtrFault)) throw error;
    apply(context, instance, smpRefuse(smp.state), smp);
  }
}

type Role = Pick<SmpRun, 'weAsked' | 'withQuestion'>;

/** The roles of a run are given by its first message. */
function runOf(smp: SmpRun, message: SmpMessage): Role {
  if (message.type !== 'smp1' || smp.state.kind !== 'expect1') return smp;
  return { weAsked: false, withQuestion: message.question !== null };
}

function runState({ message }: Instance): string {
  return message.kind === 'encrypted' ? message.smp.state.kind : 'none';
}

function apply(context: Context, instance: Instance, step: SmpStep, role: Role): void {
  if (instance.message.kind !== 'encrypted') return;
  const { peer } = instance.message;
  const { weAsked, withQuestion } = role;
  instance.message = { ...instance.message, smp: { state: step.next, weAsked, withQuestion } };
  wipe(step.retire);
  for (const message of step.send)
    transmitData(context, instance, { text: '', tlvs: [encodeSmp(message)], internal: true });
  const { outcome } = step;
  if (outcome === null) return;
  const bytes = outcome.kind === 'asked' ? outcome.question : null;
  context.emit({
    kind: 'smp',
    outcome: outcome.kind,
    weAsked,
    withQuestion,
    fingerprint: peer.fingerprint,
    question: bytes === null ? null : fromUtf8(bytes),
  });
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
  return smpSecret(binding, utf8(typed));
}
