// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey, DsaPublicKey } from '../crypto/dsa.js';
import type { AccountName } from '../store/account-name.js';
import { PrivateKeys, type StoredKey } from '../store/private-keys.js';
import type { Complaints } from './complaints.js';
import { accountKey, type AccountId } from './contact-id.js';
import { unreadableText } from './file-texts.js';
import type { FilesPort } from './files-port.js';
import type { Hindrance, KeyRing, OwnKey } from './key-ring.js';
import { _ } from './language.js';
import { type Format, StoredFile } from './stored-file.js';

const FILE = 'otr.private_key';
/** Keys that others took the place of, in the same form. */
const FORMER_FILE = 'otr-ts.former_keys';

const FORMAT: Format<PrivateKeys> = {
  none: () => PrivateKeys.none,
  parse: (bytes) => PrivateKeys.parse(bytes),
  toBytes: (keys) => keys.toBytes(),
};

export interface KeyTools {
  generate(): Promise<DsaPrivateKey>;
  fingerprintOf(key: DsaPublicKey): string;
}

type Done = (account: AccountId, failure: string | null) => void;

/** Our keys, in pidgin-otr's own file. Making one never waits for it, nor does anybody wait for us. */
export class OwnKeys implements KeyRing {
  readonly #files: FilesPort;
  readonly #file: StoredFile<PrivateKeys>;
  readonly #former: StoredFile<PrivateKeys>;
  readonly #tools: KeyTools;
  readonly #generating = new Set<string>();
  readonly #fingerprints = new WeakMap<DsaPrivateKey, string>();
  readonly #done: Done[] = [];
  readonly #complaints: Complaints;

  constructor(files: FilesPort, tools: KeyTools, complaints: Complaints) {
    this.#files = files;
    this.#file = new StoredFile(files, FILE, FORMAT);
    this.#former = new StoredFile(files, FORMER_FILE, FORMAT);
    this.#tools = tools;
    this.#complaints = complaints;
  }

  of(account: AccountId): OwnKey {
    if (this.#generating.has(accountKey(account))) return { state: 'generating' };
    if (this.#file.trouble !== null) return this.#unreadable(this.#file.trouble);
    const name = nameOf(account);
    const own = this.#file.value.find(name);
    if (own?.kind === 'refused')
      return this.#unreadable(unreadableText(this.#files.pathOf(FILE), own.problem));
    // A resource that changed is no other account: a new key would look like somebody else's.
    const key = (own ?? this.#file.value.findOtherResource(name))?.key;
    if (key === undefined) return { state: 'missing' };
    return { state: 'ready', key, fingerprint: this.#fingerprintOf(key) };
  }

  stored(): PrivateKeys {
    return this.#file.value;
  }

  whenDone(done: Done): void {
    this.#done.push(done);
  }

  generate(account: AccountId): void {
    if (this.of(account).state !== 'missing') return;
    this.#generating.add(accountKey(account));
    void this.#generate(account);
  }

  make(): Promise<DsaPrivateKey> {
    return this.#tools.generate();
  }

  async replace(
    account: AccountId,
    key: DsaPrivateKey,
    hindrance: Hindrance,
  ): Promise<string | null> {
    if (this.#file.trouble !== null) return this.#file.trouble;
    const present = this.#file.value.keysOf(nameOf(account));
    const failure = (await this.#keep(present)) ?? hindrance();
    if (failure !== null) return failure;
    await this.#put(account, key, present);
    this.#tell(account, null);
    return null;
  }

  exported(account: AccountId): Uint8Array | null {
    const own = this.of(account);
    if (own.state !== 'ready') return null;
    const alone = PrivateKeys.none.with(nameOf(account), own.key);
    return alone instanceof PrivateKeys ? alone.toBytes() : null;
  }

  lookAgain(): void {
    this.#file.lookAgain();
    this.#former.lookAgain();
  }

  /** The program ends: what is not on disk yet is written now, and nobody is told any more. */
  close(): void {
    this.#done.length = 0;
    this.#former.flush();
    this.#file.flush();
  }

  async #generate(account: AccountId): Promise<void> {
    const failure = await this.#makeAndPut(account).catch(() => _('it could not be made.'));
    this.#generating.delete(accountKey(account));
    this.#tell(account, failure);
  }

  /** The key is there before any file is touched. */
  async #makeAndPut(account: AccountId): Promise<null> {
    await this.#put(account, await this.#tools.generate(), []);
    return null;
  }

  /**
   * Files a key so that it counts, and takes `unwanted` ones out. What another program has filed
   * meanwhile stays. A key that cannot be written serves until the program ends.
   */
  async #put(
    account: AccountId,
    key: DsaPrivateKey,
    unwanted: readonly StoredKey[],
  ): Promise<void> {
    const problem = await this.#file.edit((keys) => {
      const rest = unwanted.reduce((others, old) => others.without(old, old.key), keys);
      const changed = rest.adding(nameOf(account), key);
      return changed instanceof PrivateKeys ? changed : keys;
    });
    if (problem !== null) this.#complaints.unsaved(problem);
  }

  /** safety.md: "never a lost key". Null, or why these could not be kept. */
  async #keep(keys: readonly StoredKey[]): Promise<string | null> {
    if (keys.length === 0) return null;
    return this.#former.edit((former) =>
      keys.reduce((kept, own) => {
        const more = kept.adding(own, own.key);
        return more instanceof PrivateKeys ? more : kept;
      }, former),
    );
  }

  #tell(account: AccountId, failure: string | null): void {
    for (const done of this.#done) done(account, failure);
  }

  #unreadable(reason: string): OwnKey {
    this.#complaints.show(reason);
    return { state: 'unreadable', reason };
  }

  #fingerprintOf(key: DsaPrivateKey): string {
    const known = this.#fingerprints.get(key) ?? this.#tools.fingerprintOf(key);
    this.#fingerprints.set(key, known);
    return known;
  }
}

function nameOf({ username, protocol }: AccountId): AccountName {
  return { account: username, protocol };
}
