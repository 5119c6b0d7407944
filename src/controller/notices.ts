// SPDX-License-Identifier: GPL-2.0-or-later
import type { NoticeCode, SessionEvent } from '../session/events.js';
import type { Contact, LineKind } from './contact.js';
import { shownName } from './names.js';
import { moreText, noticeText, unreadableCountText } from './notice-texts.js';
import type { Services } from './services.js';

/** Notices that ask the person for something: loud. */
const LOUD: ReadonlySet<NoticeCode> = new Set([
  'message-reflected',
  'resend-refused',
  'received-not-in-private',
  'received-unreadable',
  'received-error',
  'version-downgrade',
]);

/** What anybody on the way can make us say, as often as they like. */
const UNAUTHENTICATED: ReadonlySet<NoticeCode> = new Set([
  'message-reflected',
  'policy-refused',
  'received-error',
  'received-malformed',
  'received-not-in-private',
  'received-unreadable',
  'setup-error',
  'version-downgrade',
]);

/** After the first, every so many unreadable messages are worth a line. */
const UNREADABLE_STEP = 10;

/** A notice of the engine's: one line, a line once, or a word for the log. */
export function notice(
  services: Services,
  contact: Contact,
  event: Extract<SessionEvent, { kind: 'notice' }>,
): void {
  const { ports, lines } = services;
  const { code, text = '' } = event;
  ports.log.info(`notice ${code}`);
  if (code === 'heartbeat-received') contact.heard();
  if (code === 'received-unreadable') contact.unreadable += 1;
  if (!isWorthALine(contact, code) || !isAllowed(services, contact, code)) return;
  if (code === 'received-unreadable' && contact.unreadable > 1) {
    lines.say(contact.id, unreadableCountText(contact.unreadable), 'loud');
    return;
  }
  const line = noticeText(code, shownName(ports.contacts, contact.id), text);
  if (line !== null) lines.say(contact.id, line, LOUD.has(code) ? 'loud' : 'quiet');
}

function isWorthALine(contact: Contact, code: NoticeCode): boolean {
  if (code === 'received-unreadable') return contact.unreadable % UNREADABLE_STEP === 1;
  if (code !== 'received-for-other-instance') return true;
  const isFirst = !contact.toldOtherInstance;
  contact.toldOtherInstance = true;
  return isFirst;
}

function isAllowed(services: Services, contact: Contact, code: NoticeCode): boolean {
  return !UNAUTHENTICATED.has(code) || hasRoom(services, contact, code);
}

/** Lines of a kind end for a while when there are too many: they would bury the conversation. */
export function hasRoom({ ports, lines }: Services, contact: Contact, kind: LineKind): boolean {
  switch (contact.takeLine(kind, ports.clock.now())) {
    case 'allowed':
      return true;
    case 'last':
      lines.say(contact.id, moreText(shownName(ports.contacts, contact.id)));
      return false;
    case 'refused':
      return false;
  }
}
