// SPDX-License-Identifier: GPL-2.0-or-later
import type { ContactId } from './contact-id.js';

/** A key that a contact was seen with. */
export interface KnownKey {
  /** 40 lower-case hexadecimal digits. */
  readonly fingerprint: string;
  /** Any value but '' counts as verified; ours is 'verified'. */
  readonly trust: string;
}

/** Whose keys the person has verified: the file `otr.fingerprints`, as the flows need it. */
export interface TrustBook {
  isTrusted(contact: ContactId, fingerprint: string): boolean;
  /** Whether any key of this contact's is verified. */
  hasTrustedKey(contact: ContactId): boolean;
  keysOf(contact: ContactId): readonly KnownKey[];
  /** Files a key that authenticated itself; whether it was new. */
  remember(contact: ContactId, fingerprint: string): boolean;
  /** False: the file cannot hold this contact's name, and nothing was changed. */
  setVerified(contact: ContactId, fingerprint: string, verified: boolean): boolean;
}
