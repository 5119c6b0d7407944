// SPDX-License-Identifier: GPL-2.0-or-later
import { POLICIES } from '../session/policy.js';
import type { SessionEvent } from '../session/events.js';
import type { Contact } from './contact.js';
import { grouped } from './fingerprint-text.js';
import { shownName } from './names.js';
import type { Services } from './services.js';
import {
  endedText,
  finishedText,
  newKeyText,
  oneEndedText,
  securedText,
  signedOffText,
  unverifiedKeyText,
} from './session-texts.js';
import { holdOf } from './standing.js';

type SessionChange = Extract<SessionEvent, { kind: 'session' }>;

/** A key of the contact's has authenticated itself: filed, and told of when others were known. */
export function keySeen(services: Services, contact: Contact, fingerprint: string): void {
  const { ports, trust, lines } = services;
  const { id } = contact;
  const hadOthers = trust.keysOf(id).length > 0;
  const hadVerified = trust.hasTrustedKey(id);
  const isNew = trust.remember(id, fingerprint);
  if (!isNew || !hadOthers) return;
  const name = shownName(ports.contacts, id);
  const key = { name, fingerprint: grouped(fingerprint), hadVerified };
  contact.toldNewKey = fingerprint;
  lines.tell(id, newKeyText(key), 'loud');
}

/** A session began, was refreshed or ended: what is true now, in one line. */
export function sessionChanged(services: Services, contact: Contact, event: SessionChange): void {
  const { ports, lines, settings } = services;
  const name = shownName(ports.contacts, contact.id);
  switch (event.change) {
    case 'gone-secure':
    case 'still-secure':
      secured(services, contact, event);
      return;
    case 'finished': {
      const more = contact.correspondent.current().state === 'encrypted';
      lines.tell(contact.id, finishedText(name, more), more ? 'quiet' : 'loud');
      return;
    }
    case 'gone-insecure': {
      const { requireEncryption } = POLICIES[settings.policyOf(contact.id)];
      const isHeld = contact.suspended === 'signed-off';
      const more = contact.correspondent.current().state === 'encrypted';
      const ended = more ? oneEndedText(name) : endedText(name, requireEncryption);
      lines.tell(contact.id, isHeld ? signedOffText(name) : ended);
    }
  }
}

function secured(services: Services, contact: Contact, event: SessionChange): void {
  const { ports, trust, lines } = services;
  const { id } = contact;
  const { fingerprint } = event.session;
  const name = shownName(ports.contacts, id);
  contact.sessionBegan(event.change === 'still-secure');
  lines.tell(
    id,
    securedText({
      name,
      trusted: trust.isTrusted(id, fingerprint),
      logged: contact.logMode ?? (ports.messages.isLogging(id) ? 'on' : 'off'),
      refreshed: event.change === 'still-secure',
    }),
  );
  const isTold = contact.toldNewKey === fingerprint;
  contact.toldNewKey = fingerprint;
  if (!isTold && holdOf(contact, trust) === 'new-key')
    lines.tell(id, unverifiedKeyText(name), 'loud');
}
