// SPDX-License-Identifier: GPL-2.0-or-later
import { wipe } from '../crypto/secret.js';
import type { Work } from '../crypto/work.js';
import { type AuthState, type Commitment, NONE, secretsOf } from '../protocol/ake/state.js';
import {
  type KeyRing,
  revealAll,
  secretsOfRing,
  withOldMacKeys,
} from '../protocol/data/key-ring.js';
import { EXPECT1, secretsOfSmp, type SmpState } from '../protocol/smp/state.js';
import type { SessionInfo, Version } from './events.js';
import { exchangeLimit, type RateLimit, requestLimit } from './limits.js';

/** Who the other end of a session proved to be. */
export interface Peer {
  readonly fingerprint: string;
  readonly ssid: string;
  readonly ssidHalf: SessionInfo['ssidHalf'];
}

/** What is known of one comparison of secrets outside the protocol. */
export interface SmpRun {
  readonly id: number;
  readonly question: string | null;
  /** When its state last changed. */
  readonly since: number;
}

/** The comparisons of secrets in one session. */
export interface SmpRuns {
  readonly state: SmpState;
  readonly asking: SmpRun | null;
  readonly answering: SmpRun | null;
}

export const NO_RUNS: SmpRuns = { state: EXPECT1, asking: null, answering: null };

/** The specification's message states. 'finished' remembers whom it was with. */
export type MessageState =
  | { readonly kind: 'plaintext' }
  | {
      readonly kind: 'encrypted';
      readonly ring: KeyRing;
      readonly peer: Peer;
      /** Bound to this session: a new one starts without it. */
      readonly smp: SmpRuns;
    }
  | { readonly kind: 'finished'; readonly peer: Peer };

/** One program that the contact is logged in with: an instance tag of version 3, or version 2. */
export interface Instance {
  readonly version: Version;
  /** 0 in version 2 */
  readonly theirTag: number;
  auth: AuthState;
  authSince: number;
  authFaults: number;
  /** When to begin an exchange of our own, since the peer's cannot be completed. */
  recoverAt: number | null;
  /** Whether that has happened since the last session: an exchange that fails is begun anew once. */
  hasRecovered: boolean;
  message: MessageState;
  /** The step of a comparison that is being calculated; only in a session. */
  work: Work<void> | null;
  /** The keys before a refresh by the same peer, for text that was on its way, and until when. */
  former: { readonly ring: KeyRing; readonly until: number } | null;
  /** The broadcast commit that this instance has completed an exchange with. */
  spentCommit: Commitment | null;
  /** When its last authentic message came; null: never. */
  lastReceived: number | null;
  lastSent: number;
  readonly exchanges: RateLimit;
  /** Requests to compare secrets that the person has been shown. */
  readonly requests: RateLimit;
}

export function newInstance(version: Version, theirTag: number): Instance {
  return {
    version,
    theirTag,
    auth: NONE,
    authSince: 0,
    authFaults: 0,
    recoverAt: null,
    hasRecovered: false,
    message: { kind: 'plaintext' },
    work: null,
    former: null,
    spentCommit: null,
    lastReceived: null,
    lastSent: 0,
    exchanges: exchangeLimit(),
    requests: requestLimit(),
  };
}

/** The key of the instance's session, also when it is finished; null when there is none. */
export function fingerprintIn({ message }: Instance): string | null {
  return message.kind === 'plaintext' ? null : message.peer.fingerprint;
}

/** Gives a key exchange up. */
export function resetAuth(instance: Instance): void {
  wipe(secretsOf(instance.auth));
  instance.auth = NONE;
  instance.authFaults = 0;
  instance.recoverAt = null;
  instance.hasRecovered = false;
}

/** The session goes on with these keys. Fields by name: see `withPair`. */
export function goOnWith(instance: Instance, ring: KeyRing): void {
  const { message } = instance;
  if (message.kind !== 'encrypted') throw new Error('no session');
  const { kind, peer, smp } = message;
  instance.message = { kind, ring, peer, smp };
}

/** Leaves a session, and forgets its keys. */
export function leaveSession(instance: Instance, next: MessageState): void {
  if (instance.message.kind === 'encrypted') {
    wipe(secretsOfRing(instance.message.ring));
    wipe(secretsOfSmp(instance.message.smp.state));
  }
  instance.message = next;
  forgetFormer(instance);
}

/** "Any time you are about to forget" keys: what they have verified is revealed with the next message. */
export function forgetFormer(instance: Instance): void {
  const { former } = instance;
  instance.former = null;
  if (former !== null) retireRing(instance, former.ring);
}

/** Forgets a ring; its used MAC keys are revealed in the session that stands now, if one does. */
export function retireRing(instance: Instance, ring: KeyRing): void {
  const { message } = instance;
  if (message.kind === 'encrypted')
    goOnWith(instance, withOldMacKeys(message.ring, revealAll(ring)));
  wipe(secretsOfRing(ring));
}
