// SPDX-License-Identifier: GPL-2.0-or-later
import { readFileSync } from 'node:fs';
import type { FilesPort } from '../controller/files-port.js';
import { type Format, StoredFile } from '../controller/stored-file.js';
import { type DsaPrivateKey, generateDsaKey, systemRandom } from '../engine.js';
import type { AccountName } from '../store/account-name.js';
import { KnownFingerprints } from '../store/fingerprints.js';
import { InstanceTags } from '../store/instance-tags.js';
import { PrivateKeys } from '../store/private-keys.js';
import type { Problem } from '../store/problem.js';

const KEYS: Format<PrivateKeys> = {
  none: () => PrivateKeys.none,
  parse: (bytes) => PrivateKeys.parse(bytes),
  toBytes: (keys) => keys.toBytes(),
};

const TAGS: Format<InstanceTags> = {
  none: () => InstanceTags.none,
  parse: (bytes) => InstanceTags.parse(bytes),
  toBytes: (tags) => tags.toBytes(),
};

const FINGERPRINTS: Format<KnownFingerprints> = {
  none: () => valid(KnownFingerprints.parse(new Uint8Array())),
  parse: (bytes) => KnownFingerprints.parse(bytes),
  toBytes: (known) => known.toBytes(),
};

/** protocol.md §1.7: "Rule: generate ours in 0x100..0x11111111." */
const [LOWEST_TAG, HIGHEST_TAG] = [0x100, 0x11111111];

/** What cannot be done with the account's files; the message says which file and why. */
export class FileTrouble extends Error {}

/** One account in libotr's three files: its key, its instance tag, and the keys of its contacts. */
export class Account {
  readonly key: DsaPrivateKey;
  readonly instanceTag: number;
  readonly #name: AccountName;
  readonly #tags: StoredFile<InstanceTags>;
  readonly #fingerprints: StoredFile<KnownFingerprints>;

  private constructor(name: AccountName, key: DsaPrivateKey, tag: number, files: FilesPort) {
    this.#name = name;
    this.key = key;
    this.instanceTag = tag;
    this.#tags = new StoredFile(files, 'otr.instance_tags', TAGS);
    this.#fingerprints = new StoredFile(files, 'otr.fingerprints', FINGERPRINTS);
  }

  /** Makes what is missing. `importFrom`: a libotr key file whose first key becomes the account's. */
  static async open(
    files: FilesPort,
    name: AccountName,
    importFrom: string | null,
  ): Promise<Account> {
    const keys = new StoredFile(files, 'otr.private_key', KEYS);
    const tags = new StoredFile(files, 'otr.instance_tags', TAGS);
    const key = importFrom === null ? await ownKey(keys, name) : firstKey(importFrom);
    if (key !== storedKey(keys, name)) await change(keys, (all) => valid(all.with(name, key)));
    const tag = usable(tags).find(name) ?? freshTag();
    await fileTag(tags, name, tag);
    const account = new Account(name, key, tag, files);
    usable(account.#fingerprints);
    return account;
  }

  /** Another instance tag for this account, filed as well. */
  async newInstanceTag(): Promise<number> {
    const tag = freshTag();
    await fileTag(this.#tags, this.#name, tag);
    return tag;
  }

  /** What the file says of a contact's key: 'verified', 'smp', any other word, or ''. */
  trustOf(username: string, fingerprint: string): string {
    const contact = { ...this.#name, username };
    return this.#fingerprints.value.trustOf(contact, fingerprint) ?? '';
  }

  isKnown(username: string, fingerprint: string): boolean {
    const contact = { ...this.#name, username };
    return this.#fingerprints.value.trustOf(contact, fingerprint) !== null;
  }

  /** Files a key of a contact's, known or new, with this trust. */
  async setTrust(username: string, fingerprint: string, trust: string): Promise<void> {
    await change(this.#fingerprints, (known) => {
      known.set({ ...this.#name, username, fingerprint, trust });
      return known;
    });
  }

  /** Every key that this account knows, of any contact. */
  known(): readonly { readonly user: string; readonly fp: string; readonly trust: string }[] {
    return this.#fingerprints.value
      .all()
      .filter(
        ({ account, protocol }) =>
          account === this.#name.account && protocol === this.#name.protocol,
      )
      .map(({ username, fingerprint, trust }) => ({ user: username, fp: fingerprint, trust }));
  }
}

async function ownKey(keys: StoredFile<PrivateKeys>, name: AccountName): Promise<DsaPrivateKey> {
  return storedKey(keys, name) ?? (await generateDsaKey());
}

function storedKey(keys: StoredFile<PrivateKeys>, name: AccountName): DsaPrivateKey | null {
  const entry = usable(keys).find(name);
  if (entry?.kind === 'refused') throw new FileTrouble(entry.problem.detail);
  return entry?.key ?? null;
}

function firstKey(path: string): DsaPrivateKey {
  const entry = valid(PrivateKeys.parse(readFileSync(path))).entries.find(
    ({ kind }) => kind === 'key',
  );
  if (entry?.kind !== 'key') throw new FileTrouble('no key to import');
  return entry.key;
}

/** A name that cannot stand in the file gets a new tag each time, as with libotr. */
function fileTag(tags: StoredFile<InstanceTags>, name: AccountName, tag: number): Promise<void> {
  return change(tags, (all) => {
    const changed = all.with(name, tag);
    return isProblem(changed) ? all : changed;
  });
}

function freshTag(): number {
  const [a = 0, b = 0, c = 0, d = 0] = systemRandom.bytes(4);
  const number = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  return LOWEST_TAG + (number % (HIGHEST_TAG - LOWEST_TAG + 1));
}

/** The file's value, unless it cannot be used. */
function usable<T>(file: StoredFile<T>): T {
  const { value, trouble } = file;
  if (trouble !== null) throw new FileTrouble(trouble);
  return value;
}

async function change<T>(file: StoredFile<T>, edit: (value: T) => T): Promise<void> {
  const trouble = await file.edit(edit);
  if (trouble !== null) throw new FileTrouble(trouble);
}

/** A value of the store, unless it is a Problem. */
function valid<T extends object>(value: T | Problem): T {
  if (isProblem(value)) throw new FileTrouble(value.detail);
  return value;
}

function isProblem(value: object): value is Problem {
  return 'kind' in value && value.kind === 'problem';
}
