// SPDX-License-Identifier: GPL-2.0-or-later
import type { Contact } from './contact.js';
import type { ContactId } from './contact-id.js';
import { textFormOn } from './protocols.js';
import type { Settings } from './settings.js';
import { formShownBy, type TextForm } from './text-form.js';
import type { TrustBook } from './trust-book.js';

/** Messages in a row that must speak against what a contact's program was seen to do. */
const DOUBTS = 3;

/** How texts are written to each contact's program, and read: chosen by the person, or learnt. */
export class TextForms {
  readonly #settings: Pick<Settings, 'textFormOf'>;
  readonly #trust: Pick<TrustBook, 'recordOf' | 'setPlainText'>;

  constructor(
    settings: Pick<Settings, 'textFormOf'>,
    trust: Pick<TrustBook, 'recordOf' | 'setPlainText'>,
  ) {
    this.#settings = settings;
    this.#trust = trust;
  }

  /** How to write to the owner of this key. */
  outgoing(id: ContactId, fingerprint: string): TextForm {
    return this.#settings.textFormOf(id) ?? this.learnt(id, fingerprint) ?? textFormOn(id.protocol);
  }

  /** How to read a message that came in a session with this key; something may be learnt from it. */
  incoming(contact: Contact, fingerprint: string, payload: string): TextForm {
    const { id } = contact;
    const shown = formShownBy(payload);
    if (shown !== null) this.#learn(contact, fingerprint, shown);
    const chosen = this.#settings.textFormOf(id);
    if (chosen !== null) return chosen;
    // Nobody's HTML leaves `<` and `&` unescaped: such a message is plain text, whoever wrote it.
    return shown === 'html' ? (this.learnt(id, fingerprint) ?? 'html') : 'plain';
  }

  /** What the owner of this key was seen to write; null: nothing that tells. */
  learnt(id: ContactId, fingerprint: string): TextForm | null {
    const { plainText } = this.#trust.recordOf(id, fingerprint);
    return plainText === undefined ? null : plainText ? 'plain' : 'html';
  }

  /** The first message that tells is believed; later only several in a row change that. */
  #learn(contact: Contact, fingerprint: string, shown: TextForm): void {
    const learnt = this.learnt(contact.id, fingerprint);
    const before = contact.doubts.fingerprint === fingerprint ? contact.doubts.count : 0;
    const count = learnt === null || learnt === shown ? 0 : before + 1;
    const isSettled = learnt === null || count >= DOUBTS;
    contact.doubts = { fingerprint, count: isSettled ? 0 : count };
    if (isSettled) this.#trust.setPlainText(contact.id, fingerprint, shown === 'plain');
  }
}
