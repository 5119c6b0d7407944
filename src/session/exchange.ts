// SPDX-License-Identifier: GPL-2.0-or-later
import { fingerprintOf } from '../crypto/fingerprint.js';
import { wipe } from '../crypto/secret.js';
import { toHex } from '../wire/bytes.js';
import { akeStep } from '../protocol/ake/table.js';
import {
  type AkeStep,
  type AuthState,
  type Commitment,
  type Established,
  NONE,
} from '../protocol/ake/state.js';
import { commit, copyCommitment } from '../protocol/ake/steps.js';
import { type KeyRing, startRing } from '../protocol/data/key-ring.js';
import type { AkeMessage } from '../wire/ake-messages.js';
import type { OtrFault } from '../wire/fault.js';
import type { Header } from '../wire/header.js';
import type { Context } from './context.js';
import type { Version } from './events.js';
import {
  forgetFormer,
  type Instance,
  NO_RUNS,
  type Peer,
  resetAuth,
  retireRing,
} from './instance.js';
import { FORMER_KEYS_LIFETIME, MAX_AKE_FAULTS, RECOVERY_DELAY, SIGNATURE_DELAY } from './limits.js';
import { flush } from './send.js';
import { abortPeer, cancelSmp } from './smp.js';
import { allowedVersions, transmitAke } from './transmit.js';

/** A query or tag offers these versions: "use the highest version that both allow". */
export function acceptOffer(context: Context, offered: readonly number[]): void {
  const version = [...allowedVersions(context)]
    .reverse()
    .find((allowed) => offered.includes(allowed));
  if (version === undefined) {
    if (offered.includes(2) || offered.includes(3)) context.notice('policy-refused');
    return;
  }
  context.needIdentity();
  sendCommit(context, version);
}

/**
 * Sends a D-H Commit: again, when the last one has not been answered to the end yet; later, when the
 * peer's Signature may be on its way. A new commit now would leave the peer alone in the session that
 * its Signature completes.
 */
function sendCommit(context: Context, version: Version): void {
  const revealed = context.instances
    .all()
    .filter((each) => each.version === version && hasRevealed(each));
  const soon = context.now + RECOVERY_DELAY;
  for (const instance of revealed)
    instance.recoverAt = Math.min(instance.recoverAt ?? Infinity, soon);
  if (version === 2 && revealed.length > 0) return;
  const pending = version === 3 ? pendingBroadcast(context) : pendingCommitment(context);
  if (pending !== null) {
    if (context.repeats.take(context.now)) transmitAke(context, version, 0, pending.message);
    return;
  }
  if (!mayExchange(context, null)) return;
  const commitment = commit(context.options.tools);
  if (version === 3) broadcast(context, commitment);
  else commitTo(context, context.instances.ensure(2, 0), commitment);
  transmitAke(context, version, 0, commitment.message);
}

function pendingBroadcast({ openCommit, instances }: Context): Commitment | null {
  const isSpent = instances.all().some(({ spentCommit }) => spentCommit === openCommit?.commitment);
  return openCommit === null || isSpent ? null : openCommit.commitment;
}

function pendingCommitment(context: Context): Commitment | null {
  const auth = context.instances.find(2, 0)?.auth ?? NONE;
  return 'commitment' in auth ? auth.commitment : null;
}

function hasRevealed({ auth }: Instance): boolean {
  return 'revelation' in auth;
}

function broadcast(context: Context, commitment: Commitment): void {
  for (const instance of context.instances.all())
    if (instance.version === 3 && !hasRevealed(instance))
      setAuth(context, instance, withoutOurs(instance.auth));
  context.setOpenCommit(commitment);
}

/** Our commit is for this instance alone. */
function commitTo(context: Context, instance: Instance | null, commitment: Commitment): void {
  if (instance !== null)
    setAuth(context, instance, withCommitment(withoutOurs(instance.auth), commitment));
}

/** The state without what we began: a newer commit of ours replaces it. */
function withoutOurs(auth: AuthState): AuthState {
  return 'answer' in auth ? { kind: 'awaiting-revealsig', answer: auth.answer } : NONE;
}

function withCommitment(auth: AuthState, commitment: Commitment): AuthState {
  if (auth.kind === 'none') return { kind: 'awaiting-dhkey', commitment };
  return auth.kind === 'awaiting-revealsig' ? { ...auth, kind: 'yielded', commitment } : auth;
}

function setAuth(context: Context, instance: Instance, auth: AuthState): void {
  if (instance.auth === auth) return;
  instance.auth = auth;
  instance.authSince = context.now;
}

/** Whether one more key exchange is within the limits; says so, once in a while, when not. */
function mayExchange(context: Context, instance: Instance | null): boolean {
  const { now } = context;
  if (context.exchanges.take(now) && (instance === null || instance.exchanges.take(now)))
    return true;
  if (context.pauses.take(now)) context.notice('paused');
  return false;
}

/** A key-exchange message that has the right tags and version, and our key is there. */
export function receiveAke(context: Context, header: Header, message: AkeMessage): void {
  const instance = instanceFor(context, header, message);
  const { identity } = context;
  if (instance === null || identity === null) return;
  const auth = authOf(context, instance);
  if (startsWork(auth, message) && !mayExchange(context, instance)) return;
  const step = akeStep(auth, message, { random: context.options.tools.random, identity });
  if (step.next !== auth) accept(context, instance, step);
  if (step.send !== null) transmitAke(context, header.version, instance.theirTag, step.send);
  if (step.established !== null) establish(context, instance, step.established);
}

/** Only a message that can begin something makes an instance. */
function instanceFor(context: Context, header: Header, message: AkeMessage): Instance | null {
  const known = context.instances.find(header.version, header.senderTag);
  if (known !== null) return known;
  const begins =
    message.type === 'dh-commit' || (message.type === 'dh-key' && context.openCommit !== null);
  return begins ? context.instances.ensure(header.version, header.senderTag) : null;
}

/** The state, with a copy of our broadcast commit while this instance may still answer it. */
function authOf({ openCommit }: Context, instance: Instance): AuthState {
  if (instance.version !== 3 || openCommit === null) return instance.auth;
  const { commitment } = openCommit;
  if (instance.spentCommit === commitment || 'commitment' in instance.auth) return instance.auth;
  if (instance.auth.kind !== 'none' && instance.auth.kind !== 'awaiting-revealsig')
    return instance.auth;
  return withCommitment(instance.auth, copyCommitment(commitment));
}

/** Whether the answer costs exponentiations that no earlier message of this exchange has paid for. */
function startsWork({ kind }: AuthState, { type }: AkeMessage): boolean {
  if (type === 'dh-commit') return kind === 'none' || kind === 'awaiting-sig';
  return type === 'dh-key' && (kind === 'awaiting-dhkey' || kind === 'yielded');
}

function accept(context: Context, instance: Instance, step: AkeStep): void {
  setAuth(context, instance, step.next);
  instance.authFaults = 0;
  const isAwaited = hasRevealed(instance) && !instance.hasRecovered;
  instance.recoverAt = isAwaited ? context.now + SIGNATURE_DELAY : null;
  wipe(step.retire);
}

/** "A completed, authenticated key exchange": the only way into a session. */
function establish(context: Context, instance: Instance, established: Established): void {
  const peer = peerOf(established);
  const isAwaited = cancelSmp(context, instance);
  instance.hasRecovered = false;
  forgetFormer(instance);
  const { message } = instance;
  const before = message.kind === 'encrypted' ? message.peer.fingerprint : null;
  instance.message = { kind: 'encrypted', ring: startRing(established), peer, smp: NO_RUNS };
  if (message.kind === 'encrypted')
    keepFormer(context, instance, message.ring, before === peer.fingerprint);
  instance.lastReceived = context.now;
  instance.lastSent = context.now;
  if (instance.version === 3) instance.spentCommit = context.openCommit?.commitment ?? null;
  context.requestedAt = null;
  context.emit({ kind: 'fingerprint', fingerprint: peer.fingerprint });
  context.emit({
    kind: 'session',
    change: before === peer.fingerprint ? 'still-secure' : 'gone-secure',
    weStarted: established.weStarted,
    session: context.describe(instance),
    ...(before === null || before === peer.fingerprint ? {} : { before }),
  });
  noteVersion(context, instance.version);
  if (isAwaited) abortPeer(context, instance);
  flush(context, instance, peer);
}

function peerOf({ publicKey, ssid, weStarted }: Established): Peer {
  return {
    fingerprint: fingerprintOf(publicKey),
    ssid: toHex(ssid),
    // "The initiator bolds the first half, the other side the second."
    ssidHalf: weStarted ? 'first' : 'second',
  };
}

/** What the same peer has on its way is still read for a while; another one's is not. */
function keepFormer(context: Context, instance: Instance, ring: KeyRing, isSame: boolean): void {
  if (isSame) instance.former = { ring, until: context.now + FORMER_KEYS_LIFETIME };
  else retireRing(instance, ring);
}

function noteVersion(context: Context, version: Version): void {
  if (version < context.highestVersion) context.notice('version-downgrade');
  else context.highestVersion = version;
}

/** A message of an exchange was refused: the state stays, unless that happens too often. */
export function refuseAke(context: Context, header: Header, fault: OtrFault): void {
  const instance = context.instances.find(header.version, header.senderTag);
  if (fault.code === 'reflected') {
    context.notice('message-reflected');
    return;
  }
  if (instance === null || instance.auth.kind === 'none') return;
  context.notice('setup-error', fault.code);
  instance.authFaults += 1;
  if (fault.code === 'bad-commitment' && instance.authFaults === 1)
    instance.recoverAt = context.now + RECOVERY_DELAY;
  if (instance.authFaults >= MAX_AKE_FAULTS) resetAuth(instance);
}

/**
 * Begins an exchange of our own where the last one does not come to its end. One engine reveals one key
 * in sixteen wrong, but can still answer a commit of ours; a peer that asked anew, or says nothing, may
 * have forgotten what we revealed. Not at once: a forged message looks the same, and the genuine one may
 * follow it.
 */
export function recover(context: Context, instance: Instance): void {
  instance.recoverAt = null;
  instance.hasRecovered = true;
  const { auth } = instance;
  const isStuck = 'answer' in auth || hasRevealed(instance);
  if (!isStuck || !mayExchange(context, instance)) return;
  const commitment = 'commitment' in auth ? auth.commitment : commit(context.options.tools);
  commitTo(context, instance, commitment);
  transmitAke(context, instance.version, instance.theirTag, commitment.message);
}
