// SPDX-License-Identifier: GPL-2.0-or-later
import type { Contact } from './contact.js';
import type { Level } from './level.js';
import type { Protection } from './ports.js';
import type { TrustBook } from './trust-book.js';

/** Why what the person types goes back to the entry, although the engine would send it. */
export type Hold = 'new-key' | 'offline' | 'signed-off' | 'taken-over';

/** safety.md §1.2: the hold states that the engine does not know of; *finished* is its own. */
export function holdOf(contact: Contact, trust: TrustBook): Hold | null {
  const { state, fingerprint } = contact.correspondent.current();
  if (state === 'plaintext') return contact.hasLost;
  if (state === 'finished') return null;
  if (isUnaccepted(contact, fingerprint, trust)) return 'new-key';
  return contact.suspended === 'offline' ? 'offline' : null;
}

function isUnaccepted(contact: Contact, fingerprint: string, trust: TrustBook): boolean {
  const { id, accepted } = contact;
  return !accepted.has(fingerprint) && !trust.isTrusted(id, fingerprint) && trust.hasTrustedKey(id);
}

/** experience.md §1: "The level is that of the session the *next* message will use." */
export function levelOf(contact: Contact | null, trust: TrustBook): Level {
  if (contact === null) return 'plaintext';
  const { state, fingerprint } = contact.correspondent.current();
  switch (state) {
    case 'plaintext':
      return contact.hasLost === null ? 'plaintext' : 'finished';
    case 'finished':
      return 'finished';
    case 'encrypted':
      return trust.isTrusted(contact.id, fingerprint) ? 'private' : 'unverified';
  }
}

/** Nothing in clear, whatever happens to us: what the guard in C has to know. */
export function protectionOf(contact: Contact): Protection {
  const { correspondent } = contact;
  if (correspondent.current().state !== 'plaintext' || contact.hasLost !== null) return 'private';
  return correspondent.isProtected() || correspondent.isWaiting() ? 'held' : 'none';
}
