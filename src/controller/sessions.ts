// SPDX-License-Identifier: GPL-2.0-or-later
import type { InstanceRef, SessionChoice, SessionInfo } from '../session/events.js';
import type { Contact } from './contact.js';
import { keyOf } from './devices.js';
import { _ } from './language.js';
import { type Level, wordOf } from './level.js';
import type { MenuItem } from './models.js';
import { quoted } from './quoted.js';
import type { Services } from './services.js';

/** A session with something to lose, as a person tells it from the contact's others. */
export interface ShownSession {
  readonly session: SessionInfo;
  readonly number: number;
  /** The device, in a word or two: somebody else's, in reading order. */
  readonly device: string;
  /** Device, level, key, and when it was last heard of. */
  readonly title: string;
}

/** Longest name of a device, in characters. */
const LONGEST_DEVICE = 30;

/** How much of a fingerprint tells keys of one contact apart. */
const SHORT_FINGERPRINT = 8;

/** The sessions that are encrypted, or were until the contact ended them. */
export function openSessions(contact: Contact | null): readonly SessionInfo[] {
  const all = contact?.correspondent.sessions() ?? [];
  return all.filter(({ state }) => state !== 'plaintext');
}

/** The same in the order in which they were met. */
export function shownSessions(
  services: Services,
  contact: Contact | null,
): readonly ShownSession[] {
  return openSessions(contact)
    .map((session) => shown(services, contact, session))
    .sort((a, b) => a.number - b.number);
}

function shown({ ports }: Services, contact: Contact | null, session: SessionInfo): ShownSession {
  const { number, name } = contact?.devices.of(session) ?? { number: 1, name: '' };
  const device = name === '' ? _('Session %{number}', { number }) : quoted(name, LONGEST_DEVICE);
  const word = wordOf(levelIn(session));
  const key = session.fingerprint.slice(0, SHORT_FINGERPRINT).toUpperCase();
  const { lastHeard } = session;
  const title =
    lastHeard === null
      ? _('%{device}: %{word}, key %{key}…', { device, word, key })
      : _('%{device}: %{word}, key %{key}…, last seen %{time}', {
          device,
          word,
          key,
          time: ports.clock.moment(lastHeard),
        });
  return { session, number, device, title };
}

function levelIn({ state, trusted }: SessionInfo): Level {
  if (state !== 'encrypted') return state;
  return trusted ? 'private' : 'unverified';
}

/** The names of menu entries that choose or end a session. */
const SEND_TO = 'send to ';
const END = 'end ';

/** What the menu of a conversation has for several sessions. */
export function sessionsMenu(services: Services, contact: Contact | null): readonly MenuItem[] {
  const sessions = shownSessions(services, contact);
  if (contact === null || sessions.length < 2) return [];
  const choice = contact.correspondent.selection();
  return [
    {
      kind: 'folder',
      label: _('Sess_ions'),
      chosen: SEND_TO + choiceKey(choice),
      items: [
        option('most-secure', _('Send to the most secure one')),
        option('most-recent', _('Send to the most recent one')),
        ...sessions.map(({ session, title }) => option(keyOf(session), title)),
        { kind: 'separator' },
        ...sessions.map(({ session, device }): MenuItem => {
          const label = _('End “%{device}”', { device: device.replaceAll('_', '__') });
          return { kind: 'action', id: END + keyOf(session), label, sensitive: true };
        }),
      ],
    },
  ];
}

function option(key: string, label: string): MenuItem {
  return { kind: 'option', id: SEND_TO + key, label };
}

function choiceKey(choice: SessionChoice): string {
  return typeof choice === 'string' ? choice : keyOf(choice);
}

export type SessionUse =
  | { readonly does: 'send'; readonly choice: SessionChoice }
  | { readonly does: 'end'; readonly choice: InstanceRef };

/** What such an entry asks for; null: it is another one, or its session is gone. */
export function sessionUse(contact: Contact | null, item: string): SessionUse | null {
  if (item === `${SEND_TO}most-secure`) return { does: 'send', choice: 'most-secure' };
  if (item === `${SEND_TO}most-recent`) return { does: 'send', choice: 'most-recent' };
  for (const session of openSessions(contact)) {
    if (item === SEND_TO + keyOf(session)) return { does: 'send', choice: session };
    if (item === END + keyOf(session)) return { does: 'end', choice: session };
  }
  return null;
}

/** `/otr sessions`: all of them, and where messages go. */
export function sessionsText(services: Services, contact: Contact | null): string {
  const sessions = shownSessions(services, contact);
  if (contact === null || sessions.length === 0) return _('There is no private conversation.');
  const current = keyOf(contact.correspondent.current());
  const goes = sessions.find(({ session }) => keyOf(session) === current);
  return [
    ...sessions.map(({ number, title }) => `${number}. ${title}`),
    ...(goes === undefined ? [] : [whereText(contact.correspondent.selection(), goes)]),
  ].join('\n');
}

function whereText(choice: SessionChoice, { number, device }: ShownSession): string {
  switch (choice) {
    case 'most-secure':
      return _('Messages go to the most secure one, which is %{number} (%{device}).', {
        number,
        device,
      });
    case 'most-recent':
      return _('Messages go to the most recent one, which is %{number} (%{device}).', {
        number,
        device,
      });
    default:
      return _('Messages go to %{number} (%{device}), which you chose.', { number, device });
  }
}
