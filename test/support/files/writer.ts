// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * A program that changes one kind of file as the plugin does: `writer FOLDER KIND FIRST COUNT KEYS`. It
 * prints "saved N" when change N is on disk, and what the person is told.
 */
import './crash-point.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Complaints } from '../../../src/controller/complaints.js';
import { OwnTags } from '../../../src/controller/instance-tag.js';
import { KnownKeys } from '../../../src/controller/known-keys.js';
import { OwnKeys } from '../../../src/controller/own-keys.js';
import type { DsaPrivateKey } from '../../../src/crypto/dsa.js';
import { generateDsaKey } from '../../../src/crypto/dsa-generate.js';
import { fingerprintOf } from '../../../src/crypto/fingerprint.js';
import { systemRandom } from '../../../src/crypto/random.js';
import { PurpleFiles } from '../../../src/purple/files.js';
import { PrivateKeys } from '../../../src/store/private-keys.js';

const [folder = '', kind = '', first = '0', count = '1', keyFile = ''] = process.argv.slice(2);
const files = new PurpleFiles(folder);
const complaints = new Complaints({
  notify: (_kind, _title, text) => process.stdout.write(`told ${text}\n`),
});

function someKeys(): readonly DsaPrivateKey[] {
  const keys = PrivateKeys.parse(readFileSync(keyFile));
  if (!(keys instanceof PrivateKeys)) throw new Error('the keys for the test are damaged');
  return keys.entries.flatMap((entry) => (entry.kind === 'key' ? [entry.key] : []));
}

const account = (i: number) => ({ protocol: 'prpl-jabber', username: `a${i}@x/Home` });
const contact = (i: number) => ({ ...account(0), who: `b${i}@x` });
const fingerprint = (i: number): string => String(i).padStart(40, '0');

/** Each makes change number `i`, and waits until it is on disk or cannot be. */
const KINDS: Readonly<Record<string, (i: number) => Promise<unknown>>> = {
  keys: async (i) => {
    const key = someKeys()[0];
    if (key === undefined) throw new Error('no key');
    const own = new OwnKeys(files, { generate: generateDsaKey, fingerprintOf }, complaints);
    const failure = await own.replace(account(i), key, () => null);
    if (failure !== null) process.stdout.write(`told ${failure}\n`);
  },
  former: async (i) => {
    const keys = someKeys();
    const key = keys[i % keys.length];
    if (key === undefined) throw new Error('no key');
    const own = new OwnKeys(files, { generate: generateDsaKey, fingerprintOf }, complaints);
    const failure = await own.replace(account(0), key, () => null);
    if (failure !== null) process.stdout.write(`told ${failure}\n`);
  },
  fingerprints: async (i) => {
    const known = new KnownKeys(files, complaints, () => '2026-08-03');
    const key = { contact: contact(i), fingerprint: fingerprint(i), trust: 'verified' };
    const failure = await known.adopt([key]);
    if (failure !== null) process.stdout.write(`told ${failure}\n`);
  },
  records: (i) => {
    const known = new KnownKeys(files, complaints, () => '2026-08-03');
    known.setPlainText(contact(i), fingerprint(i), true);
    known.close();
    return Promise.resolve();
  },
  tags: (i) => {
    const tags = new OwnTags(files, systemRandom, complaints);
    tags.of(account(i));
    tags.close();
    return Promise.resolve();
  },
};

async function main(): Promise<void> {
  const change = KINDS[kind];
  if (change === undefined) throw new Error(`no kind ${kind} in ${join(folder)}`);
  process.stdout.write('going\n');
  for (let i = Number(first); i < Number(first) + Number(count); i += 1) {
    await change(i);
    await new Promise(setImmediate);
    process.stdout.write(`saved ${i}\n`);
  }
}

void main();
