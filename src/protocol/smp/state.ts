// SPDX-License-Identifier: GPL-2.0-or-later
import type { RandomSource } from '../../crypto/random.js';
import type { SecretBytes } from '../../crypto/secret.js';
import type { Mpi } from '../../wire/mpi.js';
import type { SmpMessage } from '../../wire/smp-messages.js';

/** Our own request: we are the specification's Alice. */
export type Asking =
  | { readonly kind: 'idle' }
  /** The peer's request comes first; nothing has been sent yet. */
  | { readonly kind: 'queued'; readonly x: SecretBytes; readonly question: Uint8Array | null }
  | {
      readonly kind: 'expect2';
      readonly x: SecretBytes;
      readonly a2: SecretBytes;
      readonly a3: SecretBytes;
    }
  | {
      readonly kind: 'expect4';
      readonly a3: SecretBytes;
      readonly g3b: Mpi;
      /** Pa / Pb */
      readonly pQuotient: Mpi;
      /** Qa / Qb */
      readonly qQuotient: Mpi;
    };

/** The peer's request: we are Bob. 'asked' while the person has not answered it. */
export type Answering =
  | { readonly kind: 'expect1' }
  | { readonly kind: 'asked'; readonly g2a: Mpi; readonly g3a: Mpi }
  | {
      readonly kind: 'expect3';
      readonly b3: SecretBytes;
      readonly g3a: Mpi;
      readonly g2: Mpi;
      readonly g3: Mpi;
      readonly pb: Mpi;
      readonly qb: Mpi;
    };

/**
 * The specification has one state, and aborts when two requests cross. We keep the two directions
 * apart, since each message belongs to one of them only (docs/decisions/0012).
 */
export interface SmpState {
  readonly asking: Asking;
  readonly answering: Answering;
}

export type Role = keyof SmpState;

export const EXPECT1: SmpState = { asking: { kind: 'idle' }, answering: { kind: 'expect1' } };

/** Whether the peer knows of a run in this direction, so that an abort of either side ends it. */
export function isLive({ asking, answering }: SmpState, role: Role): boolean {
  if (role === 'answering') return answering.kind !== 'expect1';
  return asking.kind === 'expect2' || asking.kind === 'expect4';
}

export function isUnderway(state: SmpState): boolean {
  return isLive(state, 'asking') || isLive(state, 'answering');
}

/** What the person wants, or time does. `x` is owned by the step from then on. */
export type SmpWish =
  | { readonly kind: 'start'; readonly x: SecretBytes; readonly question: Uint8Array | null }
  | { readonly kind: 'answer'; readonly x: SecretBytes }
  | { readonly kind: 'stop'; readonly role: Role; readonly because: 'aborted' | 'expired' };

/** What a run came to; the first three leave it open. */
export type SmpOutcome =
  | { readonly kind: 'asked'; readonly question: Uint8Array | null }
  | { readonly kind: 'queued' }
  | { readonly kind: 'progress' }
  | { readonly kind: 'success' }
  | { readonly kind: 'failure' }
  /** The peer stopped where some engines stop when the secrets differ, and others when asked to. */
  | { readonly kind: 'failed-or-aborted' }
  | { readonly kind: 'aborted' }
  /** Nobody answered in time. */
  | { readonly kind: 'expired' }
  /** A proof or a value was wrong. */
  | { readonly kind: 'cheated' }
  /** A message that does not belong here. */
  | { readonly kind: 'error' };

/** Something has happened to one of the two runs. */
export interface SmpNews {
  readonly role: Role;
  readonly outcome: SmpOutcome;
}

export interface SmpStep {
  readonly next: SmpState;
  readonly send: readonly SmpMessage[];
  readonly news: readonly SmpNews[];
  /** Secrets that no state owns any more; the caller wipes them. */
  readonly retire: readonly SecretBytes[];
}

export interface SmpTools {
  readonly random: RandomSource;
}

/** Every secret that a state owns. */
export function secretsOfSmp({ asking, answering }: SmpState): readonly SecretBytes[] {
  return [...secretsOfRun(asking), ...secretsOfRun(answering)];
}

/** Every secret that one direction owns. */
export function secretsOfRun(run: Asking | Answering): readonly SecretBytes[] {
  switch (run.kind) {
    case 'idle':
    case 'expect1':
    case 'asked':
      return [];
    case 'queued':
      return [run.x];
    case 'expect2':
      return [run.x, run.a2, run.a3];
    case 'expect3':
      return [run.b3];
    case 'expect4':
      return [run.a3];
  }
}
