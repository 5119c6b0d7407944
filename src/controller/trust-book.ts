// SPDX-License-Identifier: GPL-2.0-or-later
import type { KnownFingerprints } from '../store/fingerprints.js';
import type { KeyRecord } from '../store/key-records.js';
import type { ContactId } from './contact-id.js';

/** A key that a contact was seen with. */
export interface KnownKey {
  /** 40 lower-case hexadecimal digits. */
  readonly fingerprint: string;
  /** Any value but '' counts as verified; ours are 'verified' and 'smp'. */
  readonly trust: string;
}

/** A known key with its owner. */
export interface FiledKey extends KnownKey {
  readonly contact: ContactId;
}

/** What `forget` took away, and `restore` puts back; nothing else can be done with it. */
export interface Forgotten {
  readonly keys: readonly FiledKey[];
  readonly record: KeyRecord;
}

/** How a person has just verified a key. */
export type VerifiedBy = 'fingerprint' | 'secret' | 'question';

/**
 * Whose keys are known and which of them the person has verified: the file `otr.fingerprints`, as
 * the flows need it, and our own records of when and how.
 */
export interface TrustBook {
  isTrusted(contact: ContactId, fingerprint: string): boolean;
  /** Whether any key of this contact's is verified. */
  hasTrustedKey(contact: ContactId): boolean;
  keysOf(contact: ContactId): readonly KnownKey[];
  /** Every known key of every account, present or not, as the file has it. */
  all(): readonly FiledKey[];
  /** The file itself; not to be changed. */
  stored(): KnownFingerprints;
  /** When the key was seen and verified, and what its owner's program is like. */
  recordOf(contact: ContactId, fingerprint: string): KeyRecord;
  /** A key authenticated itself: files it, and the day; whether it was new. */
  remember(contact: ContactId, fingerprint: string): boolean;
  /**
   * Null: the key is verified no more. A comparison of secrets does not replace what the person
   * verified before. False: the file cannot hold this contact's name, and nothing was changed.
   */
  setVerified(contact: ContactId, fingerprint: string, by: VerifiedBy | null): boolean;
  /** A comparison of secrets failed, which changes no trust: how often it has in a row. */
  failed(contact: ContactId, fingerprint: string): number;
  /** Whether the owner's program takes text as it is, not as HTML. */
  setPlainText(contact: ContactId, fingerprint: string, plainText: boolean): void;
  /**
   * Files keys that another program knows, with its trust; never takes or changes trust of ours.
   * Resolves to null, or to why that is not on disk.
   */
  adopt(keys: readonly FiledKey[]): Promise<string | null>;
  /** Who is told when the list of keys, their trust or their records have changed. */
  whenChanged(changed: () => void): void;
  /** Forgets a key with its trust and its record. Null: it is not known. */
  forget(contact: ContactId, fingerprint: string): Forgotten | null;
  restore(forgotten: Forgotten): void;
}
