// SPDX-License-Identifier: GPL-2.0-or-later
import { allowsOtr, POLICIES } from '../session/policy.js';
import type { SessionEvent } from '../session/events.js';
import type { Contact } from './contact.js';
import type { ContactId } from './contact-id.js';
import { holdText, pictureText, refusalText } from './hold-texts.js';
import { _ } from './language.js';
import { withoutForgedMark } from './markup.js';
import { shownName } from './names.js';
import { shownMessage, type Performer } from './perform.js';
import type { Services } from './services.js';
import { noteDevice } from './note-device.js';
import { holdOf } from './standing.js';
import { holdsPicture } from './typed-text.js';

/** Events that put something before the person's eyes. */
const VISIBLE: ReadonlySet<SessionEvent['kind']> = new Set([
  'display',
  'refused',
  'queued',
  'unqueued',
  'session',
  'fingerprint',
  'identity-needed',
  'notice',
]);

/** libpurple's two hooks: what a person sends, and what arrives. HTML in, HTML out; null: stop. */
export class Hooks {
  readonly #services: Services;
  readonly #performer: Performer;

  constructor(services: Services, performer: Performer) {
    this.#services = services;
    this.#performer = performer;
  }

  /** What leaves in place of `html`, so that libpurple shows `html` as sent; null: nothing does. */
  sending(id: ContactId, html: string, isAutomatic = false): string | null {
    const contact = this.#concerned(id);
    if (contact === null) return html;
    if (isAutomatic) return this.#sendAutomatic(contact, html);
    const hold = holdOf(contact, this.#services.trust);
    if (hold !== null) return this.#giveBack(contact, html, holdText(hold, this.#name(id)));
    if (contact.correspondent.isProtected() && holdsPicture(html))
      return this.#giveBack(contact, html, pictureText());
    return this.#send(contact, html);
  }

  /** An auto-reply: nobody waits for it, and it does not come back to the entry. */
  #sendAutomatic(contact: Contact, html: string): string | null {
    const isPrivate = contact.correspondent.current().state === 'encrypted';
    if (isPrivate && holdOf(contact, this.#services.trust) === null)
      return this.#send(contact, html);
    this.#services.lines.say(
      contact.id,
      _('Your automatic reply was not sent: there is no private conversation to send it in.'),
    );
    return null;
  }

  /**
   * What is shown in place of `html`; null: nothing of it, or it is shown already. `from`: the whole
   * name that it came from.
   */
  receiving(id: ContactId, html: string, from = id.who): string | null {
    const contact = this.#concerned(id);
    if (contact === null) return withoutForgedMark(html);
    const events = contact.correspondent.receive(html);
    noteDevice(contact, events, from);
    const last = lastShown(events);
    // Once the session is over the log is open again: private text is shown before that.
    const kept = last !== null && (!last.encrypted || contact.isPrivate()) ? last : undefined;
    if (kept?.encrypted === true) contact.heard();
    this.#performer.perform(contact, events, kept);
    return kept === undefined ? null : shownMessage(this.#services, contact, kept);
  }

  #send(contact: Contact, html: string): string | null {
    const { correspondent, id } = contact;
    const events = correspondent.send(html);
    // What waits or comes back is not to be shown as sent.
    const goes = !events.some(({ kind }) => kind === 'queued' || kind === 'refused');
    const last = goes ? lastPacket(events) : null;
    const left = this.#performer.perform(contact, events, last ?? undefined);
    if (!goes) return null;
    if (last === null || !left) return this.#giveBack(contact, html, this.#failure(id));
    return last.text;
  }

  #giveBack(contact: Contact, html: string, reason: string): null {
    const { ports, lines } = this.#services;
    ports.messages.giveBack(contact.id, html);
    lines.say(contact.id, reason, 'loud');
    return null;
  }

  #failure(id: ContactId): string {
    return refusalText('failed', this.#name(id));
  }

  #name(id: ContactId): string {
    return shownName(this.#services.ports.contacts, id);
  }

  /** The contact, unless OTR is off for them and nothing of a session is left. */
  #concerned(id: ContactId): Contact | null {
    const { roster, settings } = this.#services;
    return allowsOtr(POLICIES[settings.policyOf(id)]) ? roster.get(id) : roster.find(id);
  }
}

type Packet = Extract<SessionEvent, { kind: 'transmit' }>;
type Display = Extract<SessionEvent, { kind: 'display' }>;

function lastPacket(events: readonly SessionEvent[]): Packet | null {
  return events.filter((event) => event.kind === 'transmit').at(-1) ?? null;
}

/** The last text for the person, if nothing else to be seen comes after it. */
function lastShown(events: readonly SessionEvent[]): Display | null {
  const last = events.filter(({ kind }) => VISIBLE.has(kind)).at(-1);
  return last?.kind === 'display' ? last : null;
}
