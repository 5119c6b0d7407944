// SPDX-License-Identifier: GPL-2.0-or-later
import type { InstanceRef, SessionChoice } from '../session/events.js';
import { allowsOtr, POLICIES } from '../session/policy.js';
import { barFor } from './bar.js';
import type { Contact } from './contact.js';
import type { AccountId, ContactId } from './contact-id.js';
import { _ } from './language.js';
import { shownName } from './names.js';
import type { Performer } from './perform.js';
import type { Services } from './services.js';
import { holdOf } from './standing.js';
import { openSessions } from './sessions.js';

/** What the person asks for: the same from menu, button and command. */
export class Actions {
  readonly #services: Services;
  readonly #performer: Performer;

  constructor(services: Services, performer: Performer) {
    this.#services = services;
    this.#performer = performer;
  }

  /** Starts a private conversation, or refreshes it. */
  start(id: ContactId): void {
    const { lines, roster, settings } = this.#services;
    const name = this.#name(id);
    if (!allowsOtr(POLICIES[settings.policyOf(id)])) {
      lines.say(
        id,
        _('OTR is turned off for %{name}. You can change this with /otr policy.', { name }),
        'loud',
      );
      return;
    }
    const contact = roster.get(id);
    const isEncrypted = contact.correspondent.current().state === 'encrypted';
    lines.say(
      id,
      isEncrypted
        ? _('Refreshing the private conversation with %{name}…', { name })
        : _('Asking %{name} for a private conversation…', { name }),
    );
    if (!this.#performer.perform(contact, contact.correspondent.start()))
      lines.say(id, _('Nothing was sent: your account is not connected.'), 'loud');
  }

  /** Ends every session; what follows may leave in clear, as the settings say. */
  end(id: ContactId): void {
    const { lines, roster } = this.#services;
    const contact = roster.find(id);
    const name = this.#name(id);
    if (contact === null || !isOver(contact)) {
      lines.say(id, _('There is no private conversation with %{name} to end.', { name }));
      return;
    }
    if (contact.hasLost !== null)
      lines.say(id, _('Messages to %{name} are not encrypted now.', { name }));
    contact.suspended = null;
    contact.accepted.clear();
    this.#performer.perform(contact, contact.correspondent.end());
  }

  /** Ends one of several sessions; the others go on. */
  endOne(id: ContactId, session: InstanceRef): void {
    const contact = this.#services.roster.find(id);
    if (contact === null) return;
    this.#performer.perform(contact, contact.correspondent.endOne(session));
  }

  /** Ends what stands on this key. */
  endKey(id: ContactId, fingerprint: string): void {
    const open = openSessions(this.#services.roster.find(id));
    const concerned = open.filter((session) => session.fingerprint === fingerprint);
    if (concerned.length === open.length) this.end(id);
    else for (const session of concerned) this.endOne(id, session);
  }

  /** Chooses which session the person's messages go to. False: it is gone. */
  select(id: ContactId, choice: SessionChoice): boolean {
    const contact = this.#services.roster.find(id);
    if (contact?.correspondent.select(choice) !== true) return false;
    this.#performer.settle(contact);
    return true;
  }

  /** Goes on in spite of a hold. Null, or why there is nothing to go on with. */
  continue(id: ContactId): string | null {
    const { lines, roster, trust } = this.#services;
    const contact = roster.find(id);
    const name = this.#name(id);
    switch (contact === null ? null : holdOf(contact, trust)) {
      case 'new-key':
        contact?.accepted.add(contact.correspondent.current().fingerprint);
        lines.say(
          id,
          _(
            'You continue with a key of %{name} that is not verified. Messages are encrypted for it.',
            {
              name,
            },
          ),
        );
        break;
      case 'offline':
        contact?.heard();
        lines.say(
          id,
          _(
            'Messages to %{name} are sent encrypted again. They may arrive late, or be unreadable.',
            {
              name,
            },
          ),
        );
        break;
      case 'signed-off':
      case 'taken-over':
        return _('Start a private conversation again (/otr start), or end it (/otr end).');
      case null:
        return _('No message is being held back.');
    }
    if (contact !== null) this.#performer.settle(contact);
    return null;
  }

  /** The bar that is shown goes, until something else is to be decided. */
  dismissBar(id: ContactId): void {
    const contact = this.#services.roster.find(id);
    if (contact === null) return;
    contact.dismissed = barFor(this.#services, contact)?.key ?? '';
    this.#performer.settle(contact);
  }

  /**
   * safety.md §1.3: what goes away says so to the contact and to the person. An account that goes
   * may come back by itself: then nothing leaves in clear before the person has chosen.
   */
  endAll(account: AccountId | null): void {
    const { roster } = this.#services;
    for (const contact of account === null ? roster.all() : roster.of(account)) {
      const hasSession = contact.correspondent.current().state !== 'plaintext';
      if (hasSession && account !== null) contact.suspended = 'signed-off';
      this.#performer.perform(contact, contact.correspondent.end());
    }
  }

  /** Settings have changed: where OTR is now off, the session ends first, and is said to. */
  settingsChanged(): void {
    this.#services.busSilence.settle();
    const { ports, roster, settings } = this.#services;
    for (const contact of roster.all()) {
      if (allowsOtr(POLICIES[settings.policyOf(contact.id)]))
        this.#performer.perform(contact, contact.correspondent.tick());
      else this.#turnOff(contact);
    }
    for (const id of ports.messages.windows())
      if (roster.find(id) === null) this.#performer.attend(id);
  }

  #turnOff(contact: Contact): void {
    contact.suspended = null;
    this.#performer.perform(contact, contact.correspondent.end());
  }

  #name(id: ContactId): string {
    return shownName(this.#services.ports.contacts, id);
  }
}

/** Whether there is anything that `end` ends. */
function isOver(contact: Contact): boolean {
  return openSessions(contact).length > 0 || contact.hasLost !== null;
}
