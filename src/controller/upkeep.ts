// SPDX-License-Identifier: GPL-2.0-or-later
import { POLICIES } from '../session/policy.js';
import type { Contact } from './contact.js';
import type { ContactId } from './contact-id.js';
import { decorate } from './decorate.js';
import type { Services } from './services.js';
import { isGuarded } from './standing.js';

/**
 * Before anything of a step becomes visible: what is already true protects what follows. safety.md
 * §2: private text stays out of logs "from the first line on".
 */
export function shield({ ports, settings }: Services, contact: Contact): void {
  const { id } = contact;
  if (isGuarded(contact)) ports.messages.protect(id, true);
  if (contact.ownLogging !== null || !contact.isPrivate()) return;
  if (!settings.avoidsLogging(id) || !ports.messages.hasWindow(id)) return;
  contact.ownLogging = ports.messages.isLogging(id);
  ports.messages.setLogging(id, false);
}

/** After a step: the guard, the log and the window say what is true now; the timer is set. */
export function settle(services: Services, contact: Contact, tick: () => void): void {
  const { messages } = services.ports;
  messages.protect(contact.id, isGuarded(contact));
  if (contact.ownLogging !== null && !contact.isPrivate()) restoreLogging(services, contact);
  decorate(services, contact.id);
  schedule(services, contact, tick);
}

function restoreLogging({ ports }: Services, contact: Contact): void {
  if (contact.ownLogging === true) ports.messages.setLogging(contact.id, true);
  contact.ownLogging = null;
}

function schedule({ ports }: Services, contact: Contact, tick: () => void): void {
  const due = contact.correspondent.nextDeadline();
  if (contact.timer !== null && contact.timer.due === due) return;
  contact.timer?.cancel();
  contact.timer = null;
  if (due === null) return;
  const cancel = ports.clock.after(Math.max(0, due - ports.clock.now()), () => {
    contact.timer = null;
    tick();
  });
  contact.timer = { due, cancel };
}

/** The same for a window of somebody with whom nothing has been: the settings alone decide. */
export function showUnmet(services: Services, id: ContactId): void {
  const { ports, settings } = services;
  ports.messages.protect(id, POLICIES[settings.policyOf(id)].requireEncryption);
  decorate(services, id);
}
