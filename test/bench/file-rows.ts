// SPDX-License-Identifier: GPL-2.0-or-later
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Complaints } from '../../src/controller/complaints.js';
import type { AccountId } from '../../src/controller/contact-id.js';
import { KnownKeys } from '../../src/controller/known-keys.js';
import { OwnKeys } from '../../src/controller/own-keys.js';
import { generateDsaKey } from '../../src/crypto/dsa-generate.js';
import { fingerprintOf } from '../../src/crypto/fingerprint.js';
import { PurpleFiles } from '../../src/purple/files.js';
import { type Cost, costOf, cpuSeconds } from './cost.js';
import type { Setting } from './setting.js';

const PROTOCOL = 'prpl-bench';

const complaints = new Complaints({
  notify: (_kind, _title, text) => {
    throw new Error(text);
  },
});

/** A file of `count` known fingerprints, one of each contact, read up to the first answer. */
export function fingerprints(count: number): Cost {
  const folder = mkdtempSync(join(tmpdir(), 'otr-bench-'));
  const lines = Array.from(
    { length: count },
    (_, i) => `${contactName(i)}\talice\t${PROTOCOL}\t${fingerprint(i)}\tverified\n`,
  );
  writeFileSync(join(folder, 'otr.fingerprints'), lines.join(''));
  const last = { protocol: PROTOCOL, username: 'alice', who: contactName(count - 1) };
  const cost = costOf(() => {
    const known = new KnownKeys(new PurpleFiles(folder), complaints, () => '2026-01-01');
    if (!known.isTrusted(last, fingerprint(count - 1))) throw new Error('fingerprints unread');
  });
  rmSync(folder, { recursive: true });
  return cost;
}

function contactName(i: number): string {
  return `contact${String(i).padStart(6, '0')}@example.org`;
}

function fingerprint(i: number): string {
  return i.toString(16).padStart(40, '0');
}

/** Keys made and filed; `longest`: the longest turn of the main thread that one of them takes. */
export async function keygen(count: number, { threadSeconds }: Setting): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), 'otr-bench-'));
  const tools = { generate: generateDsaKey, fingerprintOf };
  const keys = new OwnKeys(new PurpleFiles(folder), tools, complaints);
  const start = cpuSeconds();
  for (let i = 0; i < count; i += 1)
    await made(keys, { protocol: PROTOCOL, username: `alice${i}` });
  const total = cpuSeconds() - start;
  const last = made(keys, { protocol: PROTOCOL, username: 'bob' });
  const longest = await longestTurn(last, threadSeconds);
  rmSync(folder, { recursive: true });
  return { total, longest };
}

/** Looks at the thread's own clock in every turn: other programs do not make it go. */
async function longestTurn(work: Promise<void>, threadSeconds: () => number): Promise<number> {
  const state = { isDone: false };
  const done = work.then(() => {
    state.isDone = true;
  });
  let longest = 0;
  for (let last = threadSeconds(); !state.isDone;) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = threadSeconds();
    longest = Math.max(longest, now - last);
    last = now;
  }
  await done;
  return longest;
}

function made(keys: OwnKeys, account: AccountId): Promise<void> {
  return new Promise((resolve, reject) => {
    keys.whenDone((of, failure) => {
      if (of !== account) return;
      if (failure === null) resolve();
      else reject(new Error(failure));
    });
    keys.generate(account);
  });
}
