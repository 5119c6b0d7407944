// SPDX-License-Identifier: GPL-2.0-or-later
import { open } from '../protocol/data/open.js';
import { fromUtf8 } from '../wire/bytes.js';
import { type DataMessage, IGNORE_UNREADABLE } from '../wire/data-message.js';
import { OtrFault } from '../wire/fault.js';
import type { Header } from '../wire/header.js';
import { WireReader } from '../wire/reader.js';
import { isSmp } from '../wire/smp-messages.js';
import { type Payload, type Tlv, TLV } from '../wire/tlv.js';
import { type SecretBytes, wipe } from '../crypto/secret.js';
import type { Context } from './context.js';
import { fingerprintIn, goOnWith, type Instance, leaveSession } from './instance.js';
import { HEARTBEAT_INTERVAL } from './limits.js';
import { cancelSmp, receiveSmp } from './smp.js';
import { transmitData, transmitError } from './transmit.js';

/** A data message that has the right tags. Throws OtrFault when it cannot be read. */
export function receiveData(context: Context, header: Header, message: DataMessage): void {
  const instance = context.instances.find(header.version, header.senderTag);
  if (instance?.message.kind !== 'encrypted') {
    refuseOutside(context, message);
    return;
  }
  const { payload, extra, isCurrent } = openIn(context, instance, message);
  instance.lastReceived = context.now;
  deliver(context, instance, payload);
  // What is not text belongs to its session: kept back, it must not end the next one.
  for (const tlv of isCurrent ? firstOfEachType(payload.tlvs) : []) {
    handleTlv(context, instance, tlv, extra);
    // "Stop at disconnect": what follows belongs to no session.
    if (tlv.type === TLV.disconnected) break;
  }
  extra?.wipe();
  if (payload.text.length > 0) heartbeat(context, instance);
}

/**
 * One message means each thing once, as libotr has it; nobody sends more. A step of a comparison costs up
 * to 18 ms: there is one at most.
 */
function firstOfEachType(tlvs: readonly Tlv[]): readonly Tlv[] {
  const first = new Map<number, Tlv>();
  for (const tlv of tlvs) {
    const isStep = isSmp(tlv) && tlv.type !== TLV.smpAbort;
    const type = isStep ? TLV.smp1 : tlv.type;
    if (!first.has(type)) first.set(type, tlv);
  }
  return [...first.values()];
}

/** "Inform the user that an unreadable encrypted message was received, reply with an error." */
function refuseOutside(context: Context, { flags }: DataMessage): void {
  if ((flags & IGNORE_UNREADABLE) !== 0) return;
  context.notice('received-not-in-private');
  transmitError(context, 'not-in-private');
}

interface Read {
  readonly payload: Payload;
  readonly extra: SecretBytes | null;
  /** Whether the present session's keys read it. */
  readonly isCurrent: boolean;
}

/** Reads with the session's keys, or for a few seconds after a refresh with those before it. */
function openIn(context: Context, instance: Instance, message: DataMessage): Read {
  const { former } = instance;
  try {
    return openCurrent(instance, message);
  } catch (fault) {
    const isLate = former === null || former.until <= context.now;
    if (isLate || !(fault instanceof OtrFault)) throw fault;
    const { next, retire, ...read } = open(former.ring, message);
    instance.former = { ...former, ring: next };
    wipe(retire);
    return { ...read, isCurrent: false };
  }
}

function openCurrent(instance: Instance, message: DataMessage): Read {
  if (instance.message.kind !== 'encrypted') throw new Error('no session');
  const { next, retire, ...read } = open(instance.message.ring, message);
  goOnWith(instance, next);
  wipe(retire);
  return { ...read, isCurrent: true };
}

function deliver(context: Context, instance: Instance, { text, tlvs }: Payload): void {
  const fingerprint = fingerprintIn(instance) ?? '';
  const shown = { encrypted: true, warn: false, fingerprint };
  if (text.length > 0) context.emit({ kind: 'display', text: fromUtf8(text), ...shown });
  else if (tlvs.length === 0) context.notice('heartbeat-received');
}

function handleTlv(
  context: Context,
  instance: Instance,
  tlv: Tlv,
  extra: SecretBytes | null,
): void {
  const { type, value } = tlv;
  if (type === TLV.disconnected) finish(context, instance);
  else if (type === TLV.extraSymmetricKey && extra !== null && value.length >= 4)
    announceExtraKey(context, instance, value, extra);
  else receiveSmp(context, instance, tlv);
}

/** "If you receive a TLV type 1: transition to MSGSTATE_FINISHED." */
function finish(context: Context, instance: Instance): void {
  if (instance.message.kind !== 'encrypted') return;
  cancelSmp(context, instance);
  leaveSession(instance, { kind: 'finished', peer: instance.message.peer });
  const session = context.describe(instance);
  context.emit({ kind: 'session', change: 'finished', weStarted: false, session });
}

/** 4 bytes of use, then data that the use defines */
function announceExtraKey(
  context: Context,
  instance: Instance,
  value: Uint8Array,
  extra: SecretBytes,
): void {
  context.emit({
    kind: 'extra-key',
    sent: false,
    use: new WireReader(value).int(),
    useData: Uint8Array.from(value.subarray(4)),
    key: Uint8Array.from(extra.reveal()),
    session: context.describe(instance),
  });
}

/** "Heartbeat": the peer's keys can only be forgotten when we send something now and then. */
function heartbeat(context: Context, instance: Instance): void {
  if (instance.message.kind !== 'encrypted') return;
  if (context.now - instance.lastSent < HEARTBEAT_INTERVAL) return;
  transmitData(context, instance, { text: '', tlvs: [], internal: true });
  context.notice('heartbeat-sent');
}

/** A data message was refused: the session stays as it was. */
export function refuseData(context: Context, message: DataMessage | null): void {
  if (message !== null && (message.flags & IGNORE_UNREADABLE) !== 0) return;
  const isMalformed = message === null;
  context.notice(isMalformed ? 'received-malformed' : 'received-unreadable');
  transmitError(context, isMalformed ? 'malformed' : 'unreadable');
}
