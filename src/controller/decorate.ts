// SPDX-License-Identifier: GPL-2.0-or-later
import { barFor } from './bar.js';
import type { ContactId } from './contact-id.js';
import { meaningOf, wordOf } from './level.js';
import { menuFor } from './menu.js';
import { shownName } from './names.js';
import type { Services } from './services.js';
import { levelOf } from './standing.js';

/** Shows in the contact's window what is true now; does nothing when that is what it shows. */
export function decorate(services: Services, id: ContactId): void {
  const { ports, roster, trust } = services;
  if (!ports.messages.hasWindow(id)) return;
  const contact = roster.find(id);
  const level = levelOf(contact, trust);
  const decoration = {
    level,
    word: wordOf(level),
    tooltip: `${wordOf(level)}. ${meaningOf(level, shownName(ports.contacts, id))}`,
    button: ports.preferences.get('showotrbutton'),
    menu: menuFor(services, id),
    bar: contact === null ? null : barFor(services, contact),
  };
  const signature = JSON.stringify(decoration);
  if (contact?.shown === signature) return;
  if (contact !== null) contact.shown = signature;
  ports.decorations.show(id, decoration);
}
