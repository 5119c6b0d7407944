// SPDX-License-Identifier: GPL-2.0-or-later
import { Aliases } from '../store/aliases.js';
import {
  type ContactName,
  type KnownFingerprint,
  KnownFingerprints,
} from '../store/fingerprints.js';
import type { KeyRecord } from '../store/key-records.js';
import type { Complaints } from './complaints.js';
import type { ContactId } from './contact-id.js';
import type { FilesPort } from './files-port.js';
import { KeyHistory } from './key-history.js';
import { type Format, StoredFile } from './stored-file.js';
import type { FiledKey, Forgotten, KnownKey, TrustBook, VerifiedBy } from './trust-book.js';

const FORMAT: Format<KnownFingerprints> = {
  none: () => KnownFingerprints.none(),
  parse: (bytes) => KnownFingerprints.parse(bytes),
  toBytes: (known) => known.toBytes(),
};

/** Contacts' keys and the person's trust in them, in pidgin-otr's own file; the rest in ours. */
export class KnownKeys implements TrustBook {
  readonly #file: StoredFile<KnownFingerprints>;
  readonly #history: KeyHistory;
  readonly #complaints: Complaints;
  readonly #today: () => string;
  readonly #changed: (() => void)[] = [];
  readonly #aliases = new WeakMap<KnownFingerprints, Aliases>();

  /** `today`: the local day, as "2026-08-03". */
  constructor(files: FilesPort, complaints: Complaints, today: () => string) {
    this.#file = new StoredFile(files, 'otr.fingerprints', FORMAT);
    this.#history = new KeyHistory(files, complaints, () => {
      this.#tell();
    });
    this.#complaints = complaints;
    this.#today = today;
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

  all(): readonly FiledKey[] {
    return this.#file.value.all().map(filedKey);
  }

  stored(): KnownFingerprints {
    return this.#file.value;
  }

  recordOf(contact: ContactId, fingerprint: string): KeyRecord {
    return this.#history.of(contact, fingerprint);
  }

  remember(contact: ContactId, fingerprint: string): boolean {
    this.#history.seen(contact, fingerprint, this.#today());
    if (this.#knownNames(contact, fingerprint).length > 0) return false;
    this.#set([nameOf(contact, contact.username)], fingerprint, '');
    return true;
  }

  setVerified(contact: ContactId, fingerprint: string, by: VerifiedBy | null): boolean {
    const names = this.#namesToFile({ contact, fingerprint });
    const isKept = by !== null && by !== 'fingerprint' && this.isTrusted(contact, fingerprint);
    if (!isKept) this.#set(names, fingerprint, trustFor(by));
    if (this.isTrusted(contact, fingerprint) !== (by !== null)) return false;
    const verified = by === null ? undefined : { how: by, on: this.#today() };
    const failures = by === null ? {} : { failures: undefined };
    this.#history.change(contact, fingerprint, { verified, ...failures });
    return true;
  }

  failed(contact: ContactId, fingerprint: string): number {
    const failures = (this.recordOf(contact, fingerprint).failures ?? 0) + 1;
    this.#history.change(contact, fingerprint, { failures });
    return failures;
  }

  setPlainText(contact: ContactId, fingerprint: string, plainText: boolean): void {
    if (this.recordOf(contact, fingerprint).plainText === plainText) return;
    this.#history.change(contact, fingerprint, { plainText });
  }

  async adopt(keys: readonly FiledKey[]): Promise<string | null> {
    if (keys.length === 0) return null;
    const gained = keys.filter(
      ({ contact, fingerprint, trust }) => trust !== '' && !this.isTrusted(contact, fingerprint),
    );
    const named = keys.map((key) => ({ key, names: this.#namesToFile(key) }));
    const verified = { how: 'import', on: this.#today() } as const;
    this.#history.changeAll(
      gained.map(({ contact, fingerprint }) => ({ contact, fingerprint, change: { verified } })),
    );
    this.#aliases.delete(this.#file.value);
    const written = this.#file.edit((known) => {
      for (const { key, names } of named) for (const name of names) adoptInto(known, name, key);
      return known;
    });
    this.#tell();
    return written;
  }

  forget(contact: ContactId, fingerprint: string): Forgotten | null {
    const names = this.#knownNames(contact, fingerprint);
    if (names.length === 0) return null;
    const record = this.recordOf(contact, fingerprint);
    const keys = names.map((name) => {
      const trust = this.#file.value.trustOf(name, fingerprint) ?? '';
      return filedKey({ ...name, fingerprint, trust });
    });
    this.#edit((known) => {
      for (const name of names) known.remove(name, fingerprint);
    });
    this.#history.forget(contact, fingerprint);
    return { keys, record };
  }

  restore({ keys, record }: Forgotten): void {
    this.#aliases.delete(this.#file.value);
    for (const { contact, fingerprint, trust } of keys) {
      this.#set([nameOf(contact, contact.username)], fingerprint, trust);
      this.#history.change(contact, fingerprint, record);
    }
  }

  /** The program ends: what is not on disk yet is written now. */
  close(): void {
    this.#file.flush();
    this.#history.close();
  }

  #set(names: readonly ContactName[], fingerprint: string, trust: string): void {
    this.#edit((known) => {
      for (const name of names) known.set({ ...name, fingerprint, trust });
    });
  }

  whenChanged(changed: () => void): void {
    this.#changed.push(changed);
  }

  #edit(edit: (known: KnownFingerprints) => void): void {
    const inPlace = (known: KnownFingerprints): KnownFingerprints => {
      edit(known);
      return known;
    };
    void this.#file.edit(inPlace).then((problem) => {
      if (problem !== null) this.#complaints.unsaved(problem);
    });
    this.#tell();
  }

  #tell(): void {
    for (const changed of this.#changed) changed();
  }

  /** The names under which the file has this key of the contact's. */
  #knownNames(contact: ContactId, fingerprint: string): readonly ContactName[] {
    const known = this.#file.value;
    return this.#names(contact).filter((name) => known.trustOf(name, fingerprint) !== null);
  }

  /** The names to change a key under: those that have it, or else the present one. */
  #namesToFile({ contact, fingerprint }: Pick<FiledKey, 'contact' | 'fingerprint'>) {
    const known = this.#knownNames(contact, fingerprint);
    return known.length > 0 ? known : [nameOf(contact, contact.username)];
  }

  /** The contact under every name that the file has for our account; the present one first. */
  #names(contact: ContactId): readonly ContactName[] {
    const known = this.#file.value;
    // Anew after `adopt` and `restore`: all else that this run adds stands under the present name.
    const aliases = this.#aliases.get(known) ?? new Aliases(known.accounts());
    this.#aliases.set(known, aliases);
    const present = nameOf(contact, contact.username);
    return aliases.of(present).map((name) => ({ ...name, username: contact.who }));
  }
}

function nameOf({ protocol, who }: ContactId, account: string): ContactName {
  return { username: who, account, protocol };
}

function filedKey(known: KnownFingerprint): FiledKey {
  const { protocol, account, username, fingerprint, trust } = known;
  return { contact: { protocol, username: account, who: username }, fingerprint, trust };
}

/** Another program's trust counts where the file has none: also if it was written meanwhile. */
function adoptInto(known: KnownFingerprints, name: ContactName, key: FiledKey): void {
  if ((known.trustOf(name, key.fingerprint) ?? '') === '') known.set({ ...name, ...key });
}

/** The words that pidgin-otr writes. */
function trustFor(by: VerifiedBy | null): string {
  if (by === null) return '';
  return by === 'fingerprint' ? 'verified' : 'smp';
}
