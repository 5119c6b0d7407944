// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey } from '../crypto/dsa.js';
import { type ContactName, KnownFingerprints } from '../store/fingerprints.js';
import { type AccountId, bareUsername, type ContactId } from './contact-id.js';
import { unwritableText } from './file-texts.js';
import { _ } from './language.js';
import { accountName } from './names.js';
import type { OutsideFiles } from './outside-files.js';
import type { Performer } from './perform.js';
import type { Services } from './services.js';

/** What a person can do with keys of their own and lists of others' beside using them. */
export class KeyActions {
  readonly #services: Services;
  readonly #performer: Performer;
  readonly #outside: OutsideFiles;

  constructor(services: Services, performer: Performer, outside: OutsideFiles) {
    this.#services = services;
    this.#performer = performer;
    this.#outside = outside;
  }

  /**
   * Makes a new key for the account and puts it in the place of the present one, which is kept in a
   * file. To be asked for twice: contacts will see another fingerprint. Null, or why nothing changed.
   */
  async renew(account: AccountId): Promise<string | null> {
    const hindrance = this.#hindranceFor(account);
    if (hindrance !== null) return hindrance;
    const key = await this.#services.keys.make().catch(() => null);
    return key === null ? _('The key could not be made.') : this.adopt(account, key);
  }

  /** Puts this key in the place of the account's present one. Null, or why nothing changed. */
  async adopt(account: AccountId, key: DsaPrivateKey): Promise<string | null> {
    const hindrance = (): string | null => this.#hindranceFor(account);
    const failure = hindrance() ?? (await this.#services.keys.replace(account, key, hindrance));
    if (failure !== null) return failure;
    // Whoever has been met in this run would go on with the key from before.
    for (const contact of this.#services.roster.of(account))
      this.#performer.perform(contact, contact.correspondent.identityReady(key));
    return null;
  }

  /**
   * Saves the account's private key as a file that every program with libotr reads. Whoever gets
   * that file can be the person. Null, or why it was not saved.
   */
  exportKey(account: AccountId, path: string): string | null {
    const bytes = this.#services.keys.exported(account);
    const name = accountName(this.#services.ports.contacts, account);
    if (bytes === null) return _('There is no key for %{name}.', { name });
    return this.#save(path, bytes);
  }

  /** Saves known fingerprints with their trust, of one account or of all (null): nothing secret. */
  exportFingerprints(account: AccountId | null, path: string): string | null {
    const list = KnownFingerprints.none();
    for (const { contact, fingerprint, trust } of this.#services.trust.all()) {
      if (account === null || isOne(account, contact))
        list.set({ ...contactName(contact), fingerprint, trust });
    }
    return this.#save(path, list.toBytes());
  }

  #save(path: string, bytes: Uint8Array): string | null {
    const failure = this.#outside.save(path, bytes);
    return failure === null ? null : unwritableText(path, failure.reason);
  }

  /** SMP and the level of a session rest on the key that it began with. */
  #hindranceFor(account: AccountId): string | null {
    const { ports, roster } = this.#services;
    if (!roster.of(account).some((contact) => contact.isPrivate())) return null;
    const name = accountName(ports.contacts, account);
    return _('End the private conversations of %{name} first.', { name });
  }
}

function contactName({ protocol, username, who }: ContactId): ContactName {
  return { protocol, account: username, username: who };
}

function isOne(a: AccountId, b: AccountId): boolean {
  return a.protocol === b.protocol && bareUsername(a) === bareUsername(b);
}
