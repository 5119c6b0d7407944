// SPDX-License-Identifier: GPL-2.0-or-later
import type { SessionEvent } from '../session/events.js';
import { POLICIES } from '../session/policy.js';
import type { ContactId } from './contact-id.js';
import type { Contact } from './contact.js';
import { accountName, shownName } from './names.js';
import { grouped } from './fingerprint-text.js';
import { refusalText } from './hold-texts.js';
import { escapeHtml } from './html.js';
import { _ } from './language.js';
import { sanitize, shownText, withoutForgedMark } from './markup.js';
import { notice } from './notices.js';
import { OWN_MARK } from './own-mark.js';
import type { Services } from './services.js';
import { keySeen, sessionChanged } from './session-lines.js';
import { settle, shield, showUnmet } from './upkeep.js';

/** A message of the contact's as it is shown: what came in clear and should not says so itself. */
export function shownMessage(
  { textForms }: Services,
  contact: Contact,
  event: Extract<SessionEvent, { kind: 'display' }>,
): string {
  const { text, encrypted, warn, fingerprint } = event;
  if (encrypted) return shownText(text, textForms.incoming(contact, fingerprint, text));
  if (!warn) return withoutForgedMark(text);
  const mark = escapeHtml(`${OWN_MARK} ${_('This message was not encrypted:')}`);
  return `<b>${mark}</b> ${sanitize(text)}`;
}

/** Who follows what happens to contacts beyond what is said and sent. */
export interface Watcher {
  smp?(contact: Contact, event: Extract<SessionEvent, { kind: 'smp' }>): void;
  /** What is true of the contact may have changed. */
  settled(contact: Contact): void;
}

/** Carries out, in order, what a correspondent wants done, and keeps everything else in step. */
export class Performer {
  readonly #services: Services;

  readonly #watchers: Watcher[] = [];

  constructor(services: Services) {
    this.#services = services;
  }

  watch(watcher: Watcher): void {
    this.#watchers.push(watcher);
  }

  /**
   * All of `events` except `kept`, which the caller hands on in its own way. False: the account is
   * not connected, not everything left.
   */
  perform(contact: Contact, events: readonly SessionEvent[], kept?: SessionEvent): boolean {
    shield(this.#services, contact);
    let left = true;
    const queue = [...events];
    for (const event of queue) {
      if (event === kept) continue;
      // safety.md §1: what follows from a step runs after it, in order.
      if (event.kind === 'identity-needed') queue.push(...this.#identity(contact));
      else if (event.kind === 'transmit')
        left = this.#services.ports.messages.inject(contact.id, event.text) && left;
      else this.#show(contact, event);
    }
    this.settle(contact);
    return left;
  }

  /** A window is there: whom encryption is required of is somebody from the start. */
  attend(id: ContactId): void {
    const { roster, settings } = this.#services;
    const isRequired = POLICIES[settings.policyOf(id)].requireEncryption;
    const contact = isRequired ? roster.get(id) : roster.find(id);
    if (contact === null) showUnmet(this.#services, id);
    else this.perform(contact, []);
  }

  /** The guard, the log, the window and the timer say what is true now. */
  settle(contact: Contact): void {
    settle(this.#services, contact, () => {
      this.perform(contact, contact.correspondent.tick());
    });
    for (const watcher of this.#watchers) watcher.settled(contact);
  }

  /** The account's key came, or `failure` says why it did not: what waited for it goes on. */
  identityDone(contact: Contact, failure: string | null): void {
    const { keys, lines } = this.#services;
    const own = keys.of(contact.id);
    contact.waitsForKey = false;
    if (failure !== null || own.state !== 'ready') {
      const reason = failure ?? '';
      lines.tell(contact.id, _('There is no key for OTR: %{reason}', { reason }), 'loud');
      this.perform(contact, contact.correspondent.identityFailed());
      return;
    }
    const account = accountName(this.#services.ports.contacts, contact.id);
    const fingerprint = grouped(own.fingerprint);
    lines.tell(
      contact.id,
      _('The key for %{account} is ready. Its fingerprint is %{fingerprint}.', {
        account,
        fingerprint,
      }),
    );
    this.perform(contact, contact.correspondent.identityReady(own.key));
  }

  #identity(contact: Contact): readonly SessionEvent[] {
    const { keys, lines } = this.#services;
    const own = keys.of(contact.id);
    if (own.state === 'ready') return contact.correspondent.identityReady(own.key);
    if (own.state === 'unreadable') {
      lines.tell(contact.id, own.reason, 'loud');
      return contact.correspondent.identityFailed();
    }
    contact.waitsForKey = true;
    const account = accountName(this.#services.ports.contacts, contact.id);
    lines.tell(
      contact.id,
      _('A key for %{account} is being made. This takes a moment.', { account }),
    );
    keys.generate(contact.id);
    return [];
  }

  #show(
    contact: Contact,
    event: Exclude<SessionEvent, { kind: 'identity-needed' | 'transmit' }>,
  ): void {
    const { ports, lines } = this.#services;
    const { id } = contact;
    switch (event.kind) {
      case 'display':
        if (event.encrypted) contact.heard();
        ports.messages.deliver(id, shownMessage(this.#services, contact, event));
        return;
      case 'refused':
        ports.messages.giveBack(id, event.text);
        lines.say(id, refusalText(event.reason, shownName(ports.contacts, id)), 'loud');
        return;
      case 'queued':
        lines.showWaiting(id, event.text);
        return;
      case 'unqueued':
        this.#unqueued(contact, event);
        return;
      case 'session':
        sessionChanged(this.#services, contact, event);
        return;
      case 'fingerprint':
        keySeen(this.#services, contact, event.fingerprint);
        return;
      case 'notice':
        notice(this.#services, contact, event);
        return;
      case 'smp':
        this.#tellOfSmp(contact, event);
        return;
      case 'extra-key':
        ports.log.info('the extra symmetric key was announced; nothing here uses it');
    }
  }

  #tellOfSmp(contact: Contact, event: Extract<SessionEvent, { kind: 'smp' }>): void {
    for (const watcher of this.#watchers) watcher.smp?.(contact, event);
  }

  #unqueued(contact: Contact, event: Extract<SessionEvent, { kind: 'unqueued' }>): void {
    const { messages } = this.#services.ports;
    if (event.outcome === 'sent') {
      messages.writeSent(contact.id, event.text);
      return;
    }
    messages.giveBack(contact.id, event.text);
    this.#services.lines.tell(
      contact.id,
      _('A message that waited was not sent. You have it back.'),
      'loud',
    );
  }
}
