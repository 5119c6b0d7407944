// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey } from '../crypto/dsa.js';
import type { AccountId } from './contact-id.js';

/** What there is of an account's own key. */
export type OwnKey =
  | { readonly state: 'ready'; readonly key: DsaPrivateKey; readonly fingerprint: string }
  | { readonly state: 'missing' }
  | { readonly state: 'generating' }
  /** The file cannot be read or understood: `reason` says which and why. It is left alone. */
  | { readonly state: 'unreadable'; readonly reason: string };

/** Our own keys: the file `otr.private_key`, as the flows need it. */
export interface KeyRing {
  of(account: AccountId): OwnKey;
  /** Makes a key in the background, if there is none; those of `whenDone` are told in the end. */
  generate(account: AccountId): void;
  /** A file in trouble may have been repaired. */
  lookAgain(): void;
  /** Who is told when a key is ready, or why there is none. */
  whenDone(done: (account: AccountId, failure: string | null) => void): void;
}
