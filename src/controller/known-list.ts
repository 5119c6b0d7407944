// SPDX-License-Identifier: GPL-2.0-or-later
import { finish, type Work } from '../crypto/work.js';
import type { KeyRecord } from '../store/key-records.js';
import { type AccountId, bareUsername, type ContactId } from './contact-id.js';
import { decorate } from './decorate.js';
import { _ } from './language.js';
import type { Level } from './level.js';
import { shownName } from './names.js';
import type { Performer } from './perform.js';
import type { Services } from './services.js';
import type { FiledKey, Forgotten, VerifiedBy } from './trust-book.js';

/** What a key is doing: 'unused', or the level of the session that stands on it. */
export type KeyUse = 'unused' | Exclude<Level, 'plaintext'>;

/** No name has it, and it can stand in one line of C's. */
const UNIT_SEPARATOR = '\u001f';

/** One line of the list of known fingerprints. */
export interface KnownRow extends FiledKey {
  /** One string that names the row as long as the key is known. */
  readonly id: string;
  /** The contact's alias or name: somebody else's words. */
  readonly name: string;
  readonly use: KeyUse;
  readonly record: KeyRecord;
}

/** The list of all known fingerprints, and what can be done with them. */
export class KnownList {
  readonly #services: Services;
  readonly #performer: Performer;
  #forgotten: Forgotten[] = [];

  constructor(services: Services, performer: Performer) {
    this.#services = services;
    this.#performer = performer;
  }

  /** How many lines the file has. */
  get length(): number {
    return this.#services.trust.stored().all().length;
  }

  /** Every known key once, however many names the file has for its account; a pause before each. */
  *look(): Work<readonly KnownRow[]> {
    const present = this.#presentNames();
    const rows = new Map<string, KnownRow>();
    for (const filed of this.#services.trust.all()) {
      yield;
      const row = this.#row(filed, present);
      const before = rows.get(row.id);
      if (before === undefined || before.trust === '') rows.set(row.id, row);
    }
    return [...rows.values()];
  }

  /** The same at a stretch. */
  rows(): readonly KnownRow[] {
    return finish(this.look());
  }

  /** Forgets a key, so that it can be taken back. Null, or why not. */
  forget({ contact, fingerprint }: FiledKey): string | null {
    const { ports, trust } = this.#services;
    const name = shownName(ports.contacts, contact);
    if (this.#useOf({ contact, fingerprint, trust: '' }) !== 'unused')
      return _('The key is in use: end the private conversation with %{name} first.', { name });
    const forgotten = trust.forget(contact, fingerprint);
    if (forgotten === null) return _('This key of %{name} is not known any more.', { name });
    this.#forgotten.push(forgotten);
    this.#settle(contact);
    return null;
  }

  /** How many keys `undo` can take back. */
  get undoable(): number {
    return this.#forgotten.length;
  }

  /** Takes back what was forgotten last in this run, with its trust and its record. */
  undo(): void {
    const last = this.#forgotten.pop();
    if (last === undefined) return;
    this.#services.trust.restore(last);
    for (const { contact } of last.keys) this.#settle(contact);
  }

  /**
   * Marks exactly this key as verified, or as not verified (null). False: the file cannot hold the
   * contact's name, and nothing was changed.
   */
  setVerified({ contact, fingerprint }: FiledKey, by: VerifiedBy | null): boolean {
    const isDone = this.#services.trust.setVerified(contact, fingerprint, by);
    this.#settle(contact);
    return isDone;
  }

  /** There may be ten thousand: nothing is copied that need not be. */
  #row(filed: FiledKey, present: ReadonlyMap<string, string>): KnownRow {
    const { ports, trust } = this.#services;
    const { fingerprint } = filed;
    const { protocol, username, who } = filed.contact;
    const account = bareAccount(filed.contact);
    const now = present.get(account) ?? username;
    const contact = now === username ? filed.contact : { protocol, username: now, who };
    return {
      contact,
      fingerprint,
      trust: filed.trust,
      id: account + UNIT_SEPARATOR + who + UNIT_SEPARATOR + fingerprint,
      name: ports.contacts.nameOf(contact),
      use: this.#useOf({ contact, fingerprint, trust: filed.trust }),
      record: trust.recordOf(contact, fingerprint),
    };
  }

  #useOf({ contact, fingerprint, trust }: FiledKey): KeyUse {
    const known = this.#services.roster.find(contact);
    if (known === null) return 'unused';
    const sessions = known.correspondent.sessions();
    const states = sessions.filter((s) => s.fingerprint === fingerprint).map(({ state }) => state);
    if (states.includes('encrypted')) return trust === '' ? 'unverified' : 'private';
    return states.includes('finished') ? 'finished' : 'unused';
  }

  /** The accounts' names as the host has them now. */
  #presentNames(): ReadonlyMap<string, string> {
    const accounts = this.#services.ports.contacts.accounts();
    return new Map(accounts.map((account) => [bareAccount(account), account.username]));
  }

  #settle(contact: ContactId): void {
    const known = this.#services.roster.find(contact);
    if (known === null) decorate(this.#services, contact);
    else this.#performer.settle(known);
  }
}

/** The account, whatever its resource is today. */
function bareAccount(account: AccountId): string {
  return `${account.protocol} ${bareUsername(account)}`;
}
