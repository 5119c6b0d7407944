// SPDX-License-Identifier: GPL-2.0-or-later
import type { SessionEvent } from '../session/events.js';
import type { Contact } from './contact.js';
import { keyOf } from './devices.js';

/**
 * Which device a session is with: that whose name the message had in which the session began, or in
 * which something authentic came. Names are the network's word, and decide nothing.
 */
export function noteDevice(contact: Contact, events: readonly SessionEvent[], from: string): void {
  const slash = from.indexOf('/');
  const isNamed = contact.id.protocol === 'prpl-jabber' && slash !== -1;
  if (!isNamed) return;
  const name = from.slice(slash + 1);
  const { correspondent, devices } = contact;
  for (const event of events) if (event.kind === 'session') devices.heard(event.session, name);
  const [newest] = correspondent.sessions();
  const key = newest === undefined ? '' : `${keyOf(newest)} ${String(newest.lastHeard)}`;
  if (newest !== undefined && newest.state !== 'plaintext' && key !== contact.newest)
    devices.heard(newest, name);
  contact.newest = key;
  devices.keep(correspondent.sessions());
}
