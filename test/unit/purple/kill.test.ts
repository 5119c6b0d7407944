// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * safety.md §4: "Kill -9 … at any moment: nothing lost." A program that writes each kind of file is
 * killed before its calls to the system, and at random moments. OTR_FILE_KILLS says how often; from 40
 * on every call is met.
 */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InstanceTags } from '../../../src/store/instance-tags.js';
import { KeyRecords } from '../../../src/store/key-records.js';
import { KnownFingerprints } from '../../../src/store/fingerprints.js';
import { PrivateKeys } from '../../../src/store/private-keys.js';
import { ended, FILE_KINDS, type FileKind, Writer } from '../../support/files/program.js';
import { SeededRandom } from '../../support/seeded-random.js';
import { must } from '../../support/store/read-fixture.js';

const RUNS = Number(process.env['OTR_FILE_KILLS'] ?? 3);
/** A change that no run gets to. */
const NEVER_MADE = 1_000_000;
const random = new SeededRandom('kill');

let folder: string;
const writer = new Writer();
afterAll(() => {
  writer.remove();
});
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'otr-killed-'));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

/** What a file of each kind must hold when changes 0 … last have been saved. */
const CHECKS: Readonly<Record<FileKind, (last: number) => void>> = {
  keys: (last) => {
    const keys = parsed('otr.private_key', PrivateKeys.none, (b) => PrivateKeys.parse(b));
    for (let i = 0; i <= last; i += 1)
      expect(keys.find({ account: `a${i}@x/Home`, protocol: 'prpl-jabber' })?.kind).toBe('key');
  },
  former: (last) => {
    const keys = parsed('otr.private_key', PrivateKeys.none, (b) => PrivateKeys.parse(b));
    const former = parsed('otr-ts.former_keys', PrivateKeys.none, (b) => PrivateKeys.parse(b));
    if (last >= 0) expect(keys.entries.map(({ kind }) => kind)).toEqual(['key']);
    // Three keys take turns: a replaced one is there, once.
    expect(former.entries.length).toBeGreaterThanOrEqual(Math.min(last, 3));
  },
  fingerprints: (last) => {
    const known = parsed('otr.fingerprints', KnownFingerprints.none(), (b) =>
      KnownFingerprints.parse(b),
    );
    expect(known.problems).toEqual([]);
    expect(known.all().length).toBeGreaterThan(last);
  },
  records: (last) => {
    const records = parsed('otr-ts.known_keys.json', KeyRecords.none(), (b) => KeyRecords.parse(b));
    const alice = { protocol: 'prpl-jabber', account: 'a0@x' };
    for (let i = 0; i <= last; i += 1) {
      const fingerprint = String(i).padStart(40, '0');
      expect(records.find({ ...alice, username: `b${i}@x` }, fingerprint).plainText).toBe(true);
    }
  },
  tags: (last) => {
    const tags = parsed('otr.instance_tags', InstanceTags.none, (b) => InstanceTags.parse(b));
    expect(tags.problems).toEqual([]);
    for (let i = 0; i <= last; i += 1)
      expect(tags.find({ account: `a${i}@x/Home`, protocol: 'prpl-jabber' })).not.toBeNull();
  },
};

function parsed<T extends object>(
  name: string,
  none: T,
  parse: (bytes: Uint8Array) => T | Parameters<typeof must<T>>[0],
): T {
  const path = join(folder, name);
  return fs.existsSync(path) ? must(parse(fs.readFileSync(path)) as T) : none;
}

/** Everything in the folder is whole and ours alone to read. */
function expectOrder(kind: FileKind, out: string): void {
  const saved = out.match(/^saved \d+$/gm) ?? [];
  CHECKS[kind](saved.length - 1);
  for (const name of fs.readdirSync(folder))
    expect([name, fs.statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
}

/** The next program writes, and clears away what the killed one left. */
async function expectRecovery(kind: FileKind): Promise<void> {
  const { out, signal } = await writer.run([folder, kind, NEVER_MADE, 1]);
  expect([out, signal]).toEqual([`going\nsaved ${NEVER_MADE}\n`, null]);
  const left = fs.readdirSync(folder).filter((name) => /\.tmp$|\.lock$/.test(name));
  expect(left).toEqual([]);
}

test.each(FILE_KINDS)(
  '%s: killed before each of the calls that change the disk',
  async (kind) => {
    const { out, err } = await writer.run([folder, kind, 0, 2]);
    expect(out).toBe('going\nsaved 0\nsaved 1\n');
    const calls = Number(/calls: (\d+)/.exec(err)?.[1]);
    expect(calls).toBeGreaterThan(10);
    const step = Math.ceil(calls / (2 * RUNS));
    for (let call = 1; call <= calls; call += step) {
      fs.rmSync(folder, { recursive: true });
      fs.mkdirSync(folder, { mode: 0o700 });
      const killed = await writer.run([folder, kind, 0, 2], { CRASH_AT: String(call) });
      // Changes that meet are written at once, so one run may have fewer calls than another.
      const isOver = killed.signal === null && call > calls / 2;
      expect(isOver ? killed.out : killed.signal).toBe(isOver ? out : 'SIGKILL');
      expectOrder(kind, killed.out);
    }
    await expectRecovery(kind);
  },
  600_000,
);

test.each(FILE_KINDS)(
  '%s: killed at random moments',
  async (kind) => {
    for (let run = 0; run < RUNS; run += 1) {
      fs.rmSync(folder, { recursive: true });
      fs.mkdirSync(folder, { mode: 0o700 });
      const child = writer.start([folder, kind, 0, NEVER_MADE]);
      const end = ended(child);
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, (random.bytes(1)[0] ?? 0) / 2));
      child.kill('SIGKILL');
      expectOrder(kind, (await end).out);
      await expectRecovery(kind);
    }
  },
  3_600_000,
);
