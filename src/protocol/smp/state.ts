// SPDX-License-Identifier: GPL-2.0-or-later
import type { RandomSource } from '../../crypto/random.js';
import type { SecretBytes } from '../../crypto/secret.js';
import type { Mpi } from '../../wire/mpi.js';
import type { SmpMessage } from '../../wire/smp-messages.js';

/** The specification's states, and 'asked' while the person has not answered the peer's request. */
export type SmpState =
  | { readonly kind: 'expect1' }
  | { readonly kind: 'asked'; readonly g2a: Mpi; readonly g3a: Mpi }
  | {
      readonly kind: 'expect2';
      readonly x: SecretBytes;
      readonly a2: SecretBytes;
      readonly a3: SecretBytes;
    }
  | {
      readonly kind: 'expect3';
      readonly b3: SecretBytes;
      readonly g3a: Mpi;
      readonly g2: Mpi;
      readonly g3: Mpi;
      readonly pb: Mpi;
      readonly qb: Mpi;
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

export const EXPECT1: SmpState = { kind: 'expect1' };

/** What the person wants. `x` is owned by the step from then on. */
export type SmpWish =
  | { readonly kind: 'start'; readonly x: SecretBytes; readonly question: Uint8Array | null }
  | { readonly kind: 'answer'; readonly x: SecretBytes }
  | { readonly kind: 'abort' };

/** What a run came to; 'progress' and 'asked' leave it running. */
export type SmpOutcome =
  | { readonly kind: 'asked'; readonly question: Uint8Array | null }
  | { readonly kind: 'progress' }
  | { readonly kind: 'success' }
  | { readonly kind: 'failure' }
  /** The peer stopped where some engines stop when the secrets differ, and others when asked to. */
  | { readonly kind: 'failed-or-aborted' }
  | { readonly kind: 'aborted' }
  /** A proof or a value was wrong. */
  | { readonly kind: 'cheated' }
  /** A message that does not belong here. */
  | { readonly kind: 'error' };

export interface SmpStep {
  readonly next: SmpState;
  readonly send: readonly SmpMessage[];
  readonly outcome: SmpOutcome | null;
  readonly retire: readonly SecretBytes[];
}

export interface SmpTools {
  readonly random: RandomSource;
}

/** Every secret that a state owns. */
export function secretsOfSmp(state: SmpState): readonly SecretBytes[] {
  switch (state.kind) {
    case 'expect1':
    case 'asked':
      return [];
    case 'expect2':
      return [state.x, state.a2, state.a3];
    case 'expect3':
      return [state.b3];
    case 'expect4':
      return [state.a3];
  }
}
