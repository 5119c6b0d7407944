// SPDX-License-Identifier: GPL-2.0-or-later
import { allowsOtr, POLICIES } from '../session/policy.js';
import type { ContactId } from './contact-id.js';
import type { Services } from './services.js';

/**
 * Another plugin was switched off in favour of ours, and its private conversations ended without a
 * word to anybody. Which they were is not known: to contacts with known keys nothing is sent before
 * the person has chosen. Returns whether a contact is one of them.
 */
export function holdTakenOver({
  roster,
  settings,
  trust,
}: Services): (contact: ContactId) => boolean {
  const mayHaveLost = (id: ContactId): boolean =>
    allowsOtr(POLICIES[settings.policyOf(id)]) && trust.keysOf(id).length > 0;
  roster.whenMet((contact) => {
    if (mayHaveLost(contact.id)) contact.suspended = 'taken-over';
  });
  return mayHaveLost;
}
