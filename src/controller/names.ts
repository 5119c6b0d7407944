// SPDX-License-Identifier: GPL-2.0-or-later
import type { AccountId, ContactId } from './contact-id.js';
import type { Contacts } from './ports.js';
import { quoted } from './quoted.js';

/** Longest name inside a sentence, in characters. */
const LONGEST_NAME = 60;

/** The contact's name inside a sentence of ours: an alias may come from the contact. */
export function shownName(contacts: Contacts, contact: ContactId): string {
  return quoted(contacts.nameOf(contact), LONGEST_NAME);
}

/** An account inside a sentence: "alice@example.org (XMPP)". */
export function accountName(contacts: Contacts, { protocol, username }: AccountId): string {
  const account = contacts
    .accounts()
    .find((other) => other.protocol === protocol && other.username === username);
  return `${quoted(username)} (${account?.protocolName ?? protocol})`;
}
