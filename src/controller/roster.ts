// SPDX-License-Identifier: GPL-2.0-or-later
import type { CorrespondentApi } from '../session/api.js';
import { accountKey, contactKey, type AccountId, type ContactId } from './contact-id.js';
import { Contact } from './contact.js';

/** Contacts kept in memory before those with nothing to lose are forgotten. */
const MANY_CONTACTS = 500;

/** Everybody we have talked to in this run: one look-up, however many there are. */
export class Roster {
  readonly #contacts = new Map<string, Contact>();
  readonly #create: (id: ContactId, accepted: ReadonlySet<string>) => CorrespondentApi;
  #limit = MANY_CONTACTS;

  /** `accepted` of `create`: the keys that the person goes on with, as they change. */
  constructor(create: (id: ContactId, accepted: ReadonlySet<string>) => CorrespondentApi) {
    this.#create = create;
  }

  find(id: ContactId): Contact | null {
    return this.#contacts.get(contactKey(id)) ?? null;
  }

  /** The contact, made on first need. */
  get(id: ContactId): Contact {
    const key = contactKey(id);
    const known = this.#contacts.get(key);
    if (known !== undefined) return known;
    if (this.#contacts.size >= this.#limit) this.#forgetIdle();
    const contact = new Contact(id, this.#create);
    this.#contacts.set(key, contact);
    return contact;
  }

  all(): readonly Contact[] {
    return [...this.#contacts.values()];
  }

  of(account: AccountId): readonly Contact[] {
    const key = accountKey(account);
    return this.all().filter(({ id }) => accountKey(id) === key);
  }

  /** Twice as many as are left may come before all are looked at again: constant work for each. */
  #forgetIdle(): void {
    for (const [key, contact] of this.#contacts) {
      if (contact.isIdle()) this.#contacts.delete(key);
    }
    this.#limit = Math.max(MANY_CONTACTS, 2 * this.#contacts.size);
  }
}
