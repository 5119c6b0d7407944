// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey } from '../crypto/dsa.js';
import type { PrivateKeys } from '../store/private-keys.js';
import type { AccountId } from './contact-id.js';

/** What there is of an account's own key. */
export type OwnKey =
  | { readonly state: 'ready'; readonly key: DsaPrivateKey; readonly fingerprint: string }
  | { readonly state: 'missing' }
  | { readonly state: 'generating' }
  /** The file cannot be read or understood: `reason` says which and why. It is left alone. */
  | { readonly state: 'unreadable'; readonly reason: string };

/** Why something cannot be done now, for people; null: it can. */
export type Hindrance = () => string | null;

/** Our own keys: the file `otr.private_key`, as the flows need it. */
export interface KeyRing {
  of(account: AccountId): OwnKey;
  /** Every key in the file, whether the host still has its account or not. */
  stored(): PrivateKeys;
  /** Makes a key in the background, if there is none; those of `whenDone` are told in the end. */
  generate(account: AccountId): void;
  /** A key that is nowhere yet, made in the background. */
  make(): Promise<DsaPrivateKey>;
  /**
   * Puts `key` in the place of the account's present one, which is kept in `otr-ts.former_keys`
   * first. `hindrance` is asked at the last moment. Resolves to null, or to why nothing was
   * changed; those of `whenDone` are told when it was.
   */
  replace(account: AccountId, key: DsaPrivateKey, hindrance: Hindrance): Promise<string | null>;
  /** A file like `otr.private_key` with the account's key alone; null: it has none. */
  exported(account: AccountId): Uint8Array | null;
  /** A file in trouble may have been repaired. */
  lookAgain(): void;
  /** Who is told when a key is ready, or why there is none. */
  whenDone(done: (account: AccountId, failure: string | null) => void): void;
}
