// SPDX-License-Identifier: GPL-2.0-or-later
import type { Contact } from './contact.js';
import type { ContactId } from './contact-id.js';
import { decorate } from './decorate.js';
import type { LogMode } from './ports.js';
import type { Services } from './services.js';
import { openSessions } from './sessions.js';
import { protectionOf } from './standing.js';

/**
 * Before anything of a step becomes visible: what is already true protects what follows. safety.md
 * §2: private text stays out of logs "from the first line on". That is every line that must not
 * leave in clear, also before a session stands and after it has ended.
 */
export function shield(services: Services, contact: Contact): void {
  const protection = protectionOf(contact);
  if (protection === 'none') return;
  services.ports.messages.protect(contact.id, protection);
  services.busSilence.note(contact);
  closeLog(services, contact);
}

function closeLog(services: Services, contact: Contact): void {
  const { ports, settings } = services;
  const { id } = contact;
  if (!settings.avoidsLogging(id)) {
    restoreLog(services, contact);
  } else if (ports.messages.hasWindow(id)) {
    contact.ownLogging ??= ports.messages.isLogging(id);
    const isNoted = contact.ownLogging && ports.preferences.get('redact_logs');
    setLog(services, contact, isNoted ? 'redacted' : 'off');
  }
}

function setLog({ ports }: Services, contact: Contact, mode: LogMode): void {
  if (contact.logMode !== mode) ports.messages.setLogging(contact.id, mode);
  contact.logMode = mode;
}

/** The person's own choice holds again. */
function restoreLog(services: Services, contact: Contact): void {
  if (contact.ownLogging === null) return;
  setLog(services, contact, contact.ownLogging ? 'on' : 'off');
  contact.forgetLog();
}

/** After a step: the guard, the log and the window say what is true now; the timer is set. */
export function settle(services: Services, contact: Contact, tick: () => void): void {
  const { messages } = services.ports;
  const protection = protectionOf(contact);
  messages.protect(contact.id, protection);
  services.busSilence.note(contact);
  if (protection === 'none') restoreLog(services, contact);
  decorate(services, contact.id);
  address(services, contact);
  schedule(services, contact, tick);
}

/**
 * Of several devices, the one that the next message is encrypted for gets it, not the one that wrote
 * last. Later: the host may be about to send, by the name that it has now.
 */
function address({ ports }: Services, contact: Contact): void {
  const current = contact.correspondent.current();
  const isOne = openSessions(contact).length < 2 && !contact.isAddressed;
  if (isOne || current.state === 'plaintext' || !ports.messages.hasWindow(contact.id)) return;
  const { name } = contact.devices.of(current);
  if (name === '') return;
  contact.isAddressed = true;
  ports.clock.after(0, () => ports.messages.address(contact.id, name));
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

/** The same for a window of somebody with whom nothing has been. */
export function showUnmet(services: Services, id: ContactId): void {
  services.ports.messages.protect(id, 'none');
  decorate(services, id);
}
