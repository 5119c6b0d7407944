// SPDX-License-Identifier: GPL-2.0-or-later
import type { CorrespondentApi } from '../session/api.js';
import type { AccountId, ContactId } from './contact-id.js';
import { ContactMap } from './contact-map.js';
import { Contact } from './contact.js';

/** Contacts kept in memory before those with nothing to lose are forgotten. */
const MANY_CONTACTS = 500;

/** Everybody we have talked to in this run: one look-up, however many there are. */
export class Roster {
  readonly #contacts = new ContactMap<Contact>();
  readonly #create: (id: ContactId, accepted: ReadonlySet<string>) => CorrespondentApi;
  #limit = MANY_CONTACTS;
  #met: (contact: Contact) => void = () => undefined;

  /** `accepted` of `create`: the keys that the person goes on with, as they change. */
  constructor(create: (id: ContactId, accepted: ReadonlySet<string>) => CorrespondentApi) {
    this.#create = create;
  }

  /** What is done with each contact when it is made. */
  whenMet(met: (contact: Contact) => void): void {
    this.#met = met;
  }

  find(id: ContactId): Contact | null {
    return this.#contacts.find(id) ?? null;
  }

  /** The contact, made on first need. */
  get(id: ContactId): Contact {
    const known = this.#contacts.find(id);
    if (known !== undefined) return known;
    if (this.#contacts.size >= this.#limit) this.#forgetIdle();
    const contact = new Contact(id, this.#create);
    this.#contacts.add(id, contact);
    this.#met(contact);
    return contact;
  }

  all(): readonly Contact[] {
    return this.#contacts.all();
  }

  of(account: AccountId): readonly Contact[] {
    return this.#contacts.of(account);
  }

  /** Twice as many as are left may come before all are looked at again: constant work for each. */
  #forgetIdle(): void {
    for (const contact of this.all()) if (contact.isIdle()) this.#contacts.remove(contact.id);
    this.#limit = Math.max(MANY_CONTACTS, 2 * this.#contacts.size);
  }
}
