// SPDX-License-Identifier: GPL-2.0-or-later
import type { ContactName } from '../store/fingerprints.js';
import { type KeyRecord, type KeyRecordChange, KeyRecords } from '../store/key-records.js';
import type { Complaints } from './complaints.js';
import { bareUsername, type ContactId } from './contact-id.js';
import type { FilesPort } from './files-port.js';
import { type Format, StoredFile } from './stored-file.js';

const FORMAT: Format<KeyRecords> = {
  none: () => KeyRecords.none(),
  parse: (bytes) => KeyRecords.parse(bytes),
  toBytes: (records) => records.toBytes(),
};

/** What to write into the record of one key. */
export interface RecordChange {
  readonly contact: ContactId;
  readonly fingerprint: string;
  readonly change: KeyRecordChange;
}

/** When contacts' keys were seen and verified, and what was learnt of their programs: a file of ours. */
export class KeyHistory {
  readonly #file: StoredFile<KeyRecords>;
  readonly #complaints: Complaints;
  readonly #changed: () => void;

  /** `changed` is called after each change. */
  constructor(files: FilesPort, complaints: Complaints, changed: () => void) {
    this.#changed = changed;
    this.#file = new StoredFile(files, 'otr-ts.known_keys.json', FORMAT);
    this.#complaints = complaints;
  }

  of(contact: ContactId, fingerprint: string): KeyRecord {
    return this.#file.value.find(nameOf(contact), fingerprint);
  }

  /** The key was used on this day. Written once a day: that is as much as a person wants to know. */
  seen(contact: ContactId, fingerprint: string, today: string): void {
    const { firstSeen, lastSeen } = this.of(contact, fingerprint);
    if (lastSeen === today) return;
    this.change(contact, fingerprint, { firstSeen: firstSeen ?? today, lastSeen: today });
  }

  change(contact: ContactId, fingerprint: string, change: KeyRecordChange): void {
    this.changeAll([{ contact, fingerprint, change }]);
  }

  /** Several changes as one. */
  changeAll(changes: readonly RecordChange[]): void {
    if (changes.length === 0) return;
    this.#edit((records) => {
      for (const { contact, fingerprint, change } of changes)
        records.change(nameOf(contact), fingerprint, change);
    });
  }

  forget(contact: ContactId, fingerprint: string): void {
    this.#edit((records) => {
      records.remove(nameOf(contact), fingerprint);
    });
  }

  /** The program ends: what is not on disk yet is written now. */
  close(): void {
    this.#file.flush();
  }

  #edit(edit: (records: KeyRecords) => void): void {
    const inPlace = (records: KeyRecords): KeyRecords => {
      edit(records);
      return records;
    };
    void this.#file.edit(inPlace).then((problem) => {
      if (problem !== null) this.#complaints.unsaved(problem);
    });
    this.#changed();
  }
}

/** In a file of ours an account has one name, whatever its resource is today. */
function nameOf(contact: ContactId): ContactName {
  return {
    username: contact.who,
    account: bareUsername(contact),
    protocol: contact.protocol,
  };
}
