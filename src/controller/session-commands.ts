// SPDX-License-Identifier: GPL-2.0-or-later
import type { ContactId } from './contact-id.js';
import { _ } from './language.js';
import type { Desk } from './pages/page.js';
import { sessionsText, type ShownSession, shownSessions } from './sessions.js';

const AUTOMATIC = { secure: 'most-secure', recent: 'most-recent' } as const;

/** `/otr sessions …`: null, or an error for the person. */
export function sessionsCommand(desk: Desk, id: ContactId, rest: string): string | null {
  const { services, actions } = desk;
  const [word = '', second = ''] = rest.toLowerCase().split(/\s+/);
  if (word === 'secure' || word === 'recent') {
    if (!actions.select(id, AUTOMATIC[word])) return sessionsText(services, null);
  } else if (word === 'end') {
    const ended = numbered(desk, id, second);
    if (ended === null) return wrongNumber();
    actions.endOne(id, ended.session);
  } else if (word !== '') {
    const chosen = numbered(desk, id, word);
    if (chosen === null || !actions.select(id, chosen.session)) return wrongNumber();
  }
  services.lines.say(id, sessionsText(services, services.roster.find(id)));
  return null;
}

function numbered({ services }: Desk, id: ContactId, word: string): ShownSession | null {
  const sessions = shownSessions(services, services.roster.find(id));
  return sessions.find(({ number }) => String(number) === word) ?? null;
}

function wrongNumber(): string {
  return _('There is no such session. /otr sessions lists them.');
}
