// SPDX-License-Identifier: GPL-2.0-or-later
import type { SecretBytes } from '../crypto/secret.js';
import { type AuthState, type Commitment, NONE, secretsOf } from '../protocol/ake/state.js';
import { type KeyRing, secretsOfRing } from '../protocol/data/key-ring.js';
import { EXPECT1, secretsOfSmp, type SmpState } from '../protocol/smp/state.js';
import type { SessionInfo, Version } from './events.js';
import { exchangeLimit, type RateLimit } from './limits.js';

/** Who the other end of a session proved to be. */
export interface Peer {
  readonly fingerprint: string;
  readonly ssid: string;
  readonly ssidHalf: SessionInfo['ssidHalf'];
}

/** The comparison of secrets in one session, if there is one. */
export interface SmpRun {
  readonly state: SmpState;
  readonly weAsked: boolean;
  readonly withQuestion: boolean;
}

export const NO_RUN: SmpRun = { state: EXPECT1, weAsked: false, withQuestion: false };

/** The specification's message states. 'finished' remembers whom it was with. */
export type MessageState =
  | { readonly kind: 'plaintext' }
  | {
      readonly kind: 'encrypted';
      readonly ring: KeyRing;
      readonly peer: Peer;
      /** Bound to this session: a new one starts without it. */
      readonly smp: SmpRun;
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
  message: MessageState;
  /** The keys before a refresh, for what was on its way, and until when. */
  former: { readonly ring: KeyRing; readonly until: number } | null;
  /** The broadcast commit that this instance has completed an exchange with. */
  spentCommit: Commitment | null;
  lastReceived: number;
  lastSent: number;
  readonly exchanges: RateLimit;
}

export function newInstance(version: Version, theirTag: number): Instance {
  return {
    version,
    theirTag,
    auth: NONE,
    authSince: 0,
    authFaults: 0,
    recoverAt: null,
    message: { kind: 'plaintext' },
    former: null,
    spentCommit: null,
    lastReceived: 0,
    lastSent: 0,
    exchanges: exchangeLimit(),
  };
}

/** What the outside may know of an instance. */
export function describe(instance: Instance, ourTag: number): SessionInfo {
  const { version, theirTag, message } = instance;
  const peer = message.kind === 'plaintext' ? null : message.peer;
  return {
    state: message.kind,
    version,
    ourTag: version === 3 ? ourTag : 0,
    theirTag,
    fingerprint: peer?.fingerprint ?? '',
    ssid: peer?.ssid ?? '',
    ssidHalf: peer?.ssidHalf ?? 'first',
  };
}

/** Gives a key exchange up. */
export function resetAuth(instance: Instance): void {
  wipe(secretsOf(instance.auth));
  instance.auth = NONE;
  instance.authFaults = 0;
  instance.recoverAt = null;
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

export function forgetFormer(instance: Instance): void {
  if (instance.former !== null) wipe(secretsOfRing(instance.former.ring));
  instance.former = null;
}

export function wipe(secrets: readonly SecretBytes[]): void {
  for (const secret of secrets) secret.wipe();
}
