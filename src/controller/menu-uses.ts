// SPDX-License-Identifier: GPL-2.0-or-later
import type { ContactId } from './contact-id.js';
import { _ } from './language.js';
import type { OwnWindows } from './pages/own-windows.js';
import type { Desk } from './pages/page.js';
import { sessionUse } from './sessions.js';

/** What the entries of menus and the buttons of bars do: null, or why they do nothing. */
export type MenuUses = (id: ContactId, item: string) => string | null;

type Use = (id: ContactId) => string | null;

export function menuUses(desk: Desk, windows: OwnWindows): MenuUses {
  const { actions, verification } = desk;
  const uses = new Map<string, Use>([
    [
      'start',
      done((id) => {
        actions.start(id);
      }),
    ],
    [
      'end',
      done((id) => {
        actions.end(id);
      }),
    ],
    ['continue', (id) => actions.continue(id)],
    ['verify', (id) => verification.open(id)],
    ['answer', (id) => verification.answer(id, '')],
    ['refuse', (id) => verification.abort(id)],
    [
      'later',
      done((id) => {
        actions.dismissBar(id);
      }),
    ],
    [
      'settings',
      (id) =>
        windows.settingsOf(id) ? null : _('No windows can be opened here. Use /otr policy.'),
    ],
    [
      'help',
      done(() => {
        windows.help();
      }),
    ],
  ]);
  return (id, item) => (uses.get(item) ?? ((contact) => useSession(desk, contact, item)))(id);
}

function done(action: (id: ContactId) => void): Use {
  return (id) => {
    action(id);
    return null;
  };
}

/** An entry about one of several sessions. */
function useSession({ services, actions }: Desk, id: ContactId, item: string): string | null {
  const use = sessionUse(services.roster.find(id), item);
  if (use === null) return _('That private conversation is over.');
  if (use.does === 'send') actions.select(id, use.choice);
  else actions.endOne(id, use.choice);
  return null;
}
