// SPDX-License-Identifier: GPL-2.0-or-later
import type { RandomSource } from '../crypto/random.js';
import { InstanceTags } from '../store/instance-tags.js';
import type { Complaints } from './complaints.js';
import type { AccountId } from './contact-id.js';
import type { FilesPort } from './files-port.js';
import { type Format, StoredFile } from './stored-file.js';

const FORMAT: Format<InstanceTags> = {
  none: () => InstanceTags.none,
  parse: (bytes) => InstanceTags.parse(bytes),
  toBytes: (tags) => tags.toBytes(),
};

/** protocol.md §1.7: "Old otr4j rejects tags above 0x11111111." Below 0x100 they are reserved. */
const LOWEST = 0x100;
const HIGHEST = 0x11111111;

/** Our instance tags, in pidgin-otr's own file: one for each account, made on first need. */
export class OwnTags {
  readonly #file: StoredFile<InstanceTags>;
  readonly #random: RandomSource;
  readonly #complaints: Complaints;

  constructor(files: FilesPort, random: RandomSource, complaints: Complaints) {
    this.#file = new StoredFile(files, 'otr.instance_tags', FORMAT);
    this.#random = random;
    this.#complaints = complaints;
  }

  of({ username, protocol }: AccountId): number {
    const name = { account: username, protocol };
    const known = this.#file.value.find(name);
    if (known !== null) return known;
    const tag = this.#fresh();
    const edit = (tags: InstanceTags): InstanceTags => {
      // Another program may have filed one meanwhile; this one is in use already.
      const changed = tags.with(name, tag);
      return changed instanceof InstanceTags ? changed : tags;
    };
    void this.#file.edit(edit).then((problem) => {
      if (problem !== null) this.#complaints.unsaved(problem);
    });
    return tag;
  }

  /** The program ends: what is not on disk yet is written now. */
  close(): void {
    this.#file.flush();
  }

  #fresh(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#random.bytes(4);
    const tag = (((a & 0x1f) << 24) | (b << 16) | (c << 8) | d) >>> 0;
    return tag >= LOWEST && tag <= HIGHEST ? tag : this.#fresh();
  }
}
