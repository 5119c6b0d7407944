// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey, DsaPublicKey } from '../../crypto/dsa.js';
import type { DhKeyPair } from '../../crypto/group.js';
import type { RandomSource } from '../../crypto/random.js';
import type { SecretBytes } from '../../crypto/secret.js';
import type { AkeMessage, DhCommit, DhKey, RevealSignature } from '../../wire/ake-messages.js';
import type { Mpi } from '../../wire/mpi.js';

/** Our D-H Commit is out ("Bob" of the specification). */
export interface Commitment {
  readonly ours: DhKeyPair;
  /** AES key that opens the commit. */
  readonly r: SecretBytes;
  readonly message: DhCommit;
}

/** We answered a D-H Commit ("Alice"). */
export interface Answer {
  readonly ours: DhKeyPair;
  readonly theirs: DhCommit;
  readonly reply: DhKey;
}

/** We revealed our commit and signed. */
export interface Revelation {
  readonly ours: DhKeyPair;
  readonly gy: Mpi;
  /** The shared secret s. */
  readonly secret: SecretBytes;
  readonly reply: RevealSignature;
}

/**
 * The specification's authentication states, and two more: an engine that has lost the comparison of
 * two crossing commits keeps its own commit ('yielded'), and when that is answered too it waits for
 * either exchange to complete ('both'). Most deployed engines compare wrongly or not at all; only so
 * does every simultaneous start end in a session (docs/decisions/0003).
 */
export type AuthState =
  | { readonly kind: 'none' }
  | { readonly kind: 'awaiting-dhkey'; readonly commitment: Commitment }
  | { readonly kind: 'awaiting-revealsig'; readonly answer: Answer }
  | { readonly kind: 'awaiting-sig'; readonly revelation: Revelation }
  | { readonly kind: 'yielded'; readonly commitment: Commitment; readonly answer: Answer }
  | { readonly kind: 'both'; readonly revelation: Revelation; readonly answer: Answer };

export const NONE: AuthState = { kind: 'none' };

/** What a completed exchange leaves: everything that a session starts from. */
export interface Established {
  readonly ssid: Uint8Array;
  /** "the side that sent the Reveal Signature shows the first half bold" */
  readonly weStarted: boolean;
  readonly ours: DhKeyPair;
  readonly theirs: Mpi;
  readonly theirKeyId: number;
  readonly publicKey: DsaPublicKey;
  /** s, which is also the first session secret. */
  readonly secret: SecretBytes;
}

export interface AkeTools {
  readonly random: RandomSource;
  readonly identity: DsaPrivateKey;
}

export interface AkeStep {
  readonly next: AuthState;
  readonly send: AkeMessage | null;
  readonly established: Established | null;
  /** Secrets that no state owns any more; the caller wipes them once the step is accepted. */
  readonly retire: readonly SecretBytes[];
}

/** Every secret that a state owns. */
export function secretsOf(state: AuthState): readonly SecretBytes[] {
  const secrets: SecretBytes[] = [];
  if ('commitment' in state) secrets.push(state.commitment.ours.secret, state.commitment.r);
  if ('answer' in state) secrets.push(state.answer.ours.secret);
  if ('revelation' in state) secrets.push(state.revelation.ours.secret, state.revelation.secret);
  return secrets;
}
