// SPDX-License-Identifier: GPL-2.0-or-later
import { type ContactName, KnownFingerprints } from '../store/fingerprints.js';
import type { Complaints } from './complaints.js';
import { bareUsername, type ContactId } from './contact-id.js';
import type { FilesPort } from './files-port.js';
import { type Format, StoredFile } from './stored-file.js';
import type { KnownKey, TrustBook } from './trust-book.js';

const FORMAT: Format<KnownFingerprints> = {
  none: emptyFile,
  parse: (bytes) => KnownFingerprints.parse(bytes),
  toBytes: (known) => known.toBytes(),
};

function emptyFile(): KnownFingerprints {
  const empty = KnownFingerprints.parse(new Uint8Array());
  if (empty instanceof KnownFingerprints) return empty;
  throw new Error('an empty file is none');
}

/** Account names of the file that are one account to a person, by protocol and bare name. */
type Aliases = ReadonlyMap<string, ReadonlySet<string>>;

/** Contacts' keys and the person's trust in them, in pidgin-otr's own file. */
export class KnownKeys implements TrustBook {
  readonly #file: StoredFile<KnownFingerprints>;
  readonly #complaints: Complaints;
  readonly #aliases = new WeakMap<KnownFingerprints, Aliases>();

  constructor(files: FilesPort, complaints: Complaints) {
    this.#file = new StoredFile(files, 'otr.fingerprints', FORMAT);
    this.#complaints = complaints;
  }

  isTrusted(contact: ContactId, fingerprint: string): boolean {
    return this.#names(contact).some((name) => {
      const trust = this.#file.value.trustOf(name, fingerprint);
      return trust !== null && trust !== '';
    });
  }

  hasTrustedKey(contact: ContactId): boolean {
    return this.keysOf(contact).some(({ trust }) => trust !== '');
  }

  keysOf(contact: ContactId): readonly KnownKey[] {
    const known = this.#file.value;
    const trust = new Map<string, string>();
    for (const entry of this.#names(contact).flatMap((name) => known.of(name)))
      trust.set(entry.fingerprint, entry.trust || (trust.get(entry.fingerprint) ?? ''));
    return Array.from(trust, ([fingerprint, value]) => ({ fingerprint, trust: value }));
  }

  remember(contact: ContactId, fingerprint: string): boolean {
    if (this.#names(contact).some((name) => this.#isKnown(name, fingerprint))) return false;
    this.#set([nameOf(contact, contact.username)], fingerprint, '');
    return true;
  }

  setVerified(contact: ContactId, fingerprint: string, verified: boolean): boolean {
    const known = this.#names(contact).filter((name) => this.#isKnown(name, fingerprint));
    const names = known.length > 0 ? known : [nameOf(contact, contact.username)];
    this.#set(names, fingerprint, verified ? 'verified' : '');
    return this.isTrusted(contact, fingerprint) === verified;
  }

  /** The program ends: what is not on disk yet is written now. */
  close(): void {
    this.#file.flush();
  }

  #set(names: readonly ContactName[], fingerprint: string, trust: string): void {
    const edit = (known: KnownFingerprints): KnownFingerprints => {
      for (const name of names) known.set({ ...name, fingerprint, trust });
      return known;
    };
    void this.#file.edit(edit).then((problem) => {
      if (problem !== null) this.#complaints.show(problem);
    });
  }

  #isKnown(name: ContactName, fingerprint: string): boolean {
    return this.#file.value.trustOf(name, fingerprint) !== null;
  }

  /** The contact under every name that the file has for our account; the present one first. */
  #names(contact: ContactId): readonly ContactName[] {
    const known = this.#file.value;
    const aliases = this.#aliases.get(known) ?? aliasesIn(known);
    this.#aliases.set(known, aliases);
    const others = aliases.get(bareKey(contact.protocol, contact.username)) ?? [];
    const accounts = new Set([contact.username, ...others]);
    return Array.from(accounts, (account) => nameOf(contact, account));
  }
}

function nameOf({ protocol, who }: ContactId, account: string): ContactName {
  return { username: who, account, protocol };
}

function bareKey(protocol: string, username: string): string {
  return `${protocol} ${bareUsername({ protocol, username })}`;
}

/** Only what was read: what is added in this run stands under the present name. */
function aliasesIn(known: KnownFingerprints): Aliases {
  const aliases = new Map<string, Set<string>>();
  for (const { protocol, account } of known.all()) {
    const key = bareKey(protocol, account);
    const names = aliases.get(key);
    if (names === undefined) aliases.set(key, new Set([account]));
    else names.add(account);
  }
  return aliases;
}
