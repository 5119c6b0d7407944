// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey, DsaPublicKey } from '../crypto/dsa.js';
import { PrivateKeys } from '../store/private-keys.js';
import type { Complaints } from './complaints.js';
import { accountKey, type AccountId } from './contact-id.js';
import { unreadableText } from './file-texts.js';
import type { FilesPort } from './files-port.js';
import type { KeyRing, OwnKey } from './key-ring.js';
import { _ } from './language.js';
import { type Format, StoredFile } from './stored-file.js';

const FILE = 'otr.private_key';

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
  readonly #tools: KeyTools;
  readonly #generating = new Set<string>();
  readonly #fingerprints = new WeakMap<DsaPrivateKey, string>();
  readonly #done: Done[] = [];
  readonly #complaints: Complaints;

  constructor(files: FilesPort, tools: KeyTools, complaints: Complaints) {
    this.#files = files;
    this.#file = new StoredFile(files, FILE, FORMAT);
    this.#tools = tools;
    this.#complaints = complaints;
  }

  of(account: AccountId): OwnKey {
    if (this.#generating.has(accountKey(account))) return { state: 'generating' };
    if (this.#file.trouble !== null) return this.#unreadable(this.#file.trouble);
    const name = { account: account.username, protocol: account.protocol };
    const own = this.#file.value.find(name);
    if (own?.kind === 'refused')
      return this.#unreadable(unreadableText(this.#files.pathOf(FILE), own.problem));
    // A resource that changed is no other account: a new key would look like somebody else's.
    const key = (own ?? this.#file.value.findOtherResource(name))?.key;
    if (key === undefined) return { state: 'missing' };
    return { state: 'ready', key, fingerprint: this.#fingerprintOf(key) };
  }

  whenDone(done: Done): void {
    this.#done.push(done);
  }

  generate(account: AccountId): void {
    if (this.of(account).state !== 'missing') return;
    this.#generating.add(accountKey(account));
    void this.#make(account);
  }

  lookAgain(): void {
    this.#file.lookAgain();
  }

  /** The program ends: what is not on disk yet is written now, and nobody is told any more. */
  close(): void {
    this.#done.length = 0;
    this.#file.flush();
  }

  async #make(account: AccountId): Promise<void> {
    const failure = await this.#makeAndFile(account).catch(() => _('it could not be made.'));
    this.#generating.delete(accountKey(account));
    for (const done of this.#done) done(account, failure);
  }

  /** The key is there before any file is touched. */
  async #makeAndFile({ username, protocol }: AccountId): Promise<string | null> {
    const key = await this.#tools.generate();
    const problem = await this.#file.edit((keys) => {
      const changed = keys.with({ account: username, protocol }, key);
      return changed instanceof PrivateKeys ? changed : keys;
    });
    if (problem !== null) this.#complaints.show(problem);
    return null;
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
