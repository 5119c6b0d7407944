// SPDX-License-Identifier: GPL-2.0-or-later
// Our files and Debian's libotr: what one writes the other reads, both ways.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { fingerprintOf } from '../../../src/crypto/fingerprint.js';
import { KnownFingerprints } from '../../../src/store/fingerprints.js';
import { InstanceTags } from '../../../src/store/instance-tags.js';
import { PrivateKeys } from '../../../src/store/private-keys.js';
import { writeAtom } from '../../../src/store/sexp-writer.js';
import { fromLatin1, toLatin1 } from '../../../src/store/text.js';
import { must } from '../../support/store/read-fixture.js';

const NAMES = [
  'alice@x/Home',
  '',
  'q"uo\'te\\',
  'ta\tb',
  'new\nline',
  'zoë',
  'école',
  '12345',
  '-#(|',
];
const FINGERPRINT = '0123456789abcdef0123456789abcdef01234567';

const dir = mkdtempSync(join(tmpdir(), 'otr-files-'));
const program = join(dir, 'libotr-files');
const file = join(dir, 'file');

beforeAll(() => {
  const flags = execFileSync('pkg-config', ['--cflags', '--libs', 'libotr']).toString().trim();
  const source = join(__dirname, 'libotr-files.c');
  const warnings = ['-Wall', '-Wextra', '-Werror'];
  execFileSync('cc', [...warnings, '-o', program, source, ...flags.split(/\s+/), '-lgcrypt']);
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

function hex(text: string): string {
  return Buffer.from(text).toString('hex');
}

/** The lines that libotr-files prints, their fields in "=68 6578" form decoded. */
function libotr(...args: readonly string[]): readonly (readonly string[])[] {
  const out = execFileSync(program, args).toString().trimEnd();
  if (out === '') return [];
  return out.split('\n').map((line) =>
    line
      .trimEnd()
      .split(' ')
      .map((field) =>
        field.startsWith('=') ? Buffer.from(field.slice(1), 'hex').toString('latin1') : field,
      ),
  );
}

function asUtf8(text: string | undefined): string {
  return Buffer.from(text ?? '', 'latin1').toString();
}

function keysInFile(): PrivateKeys {
  return must(PrivateKeys.parse(readFileSync(file)));
}

test('keys that libotr makes are read with its fingerprints, and written as they were', () => {
  for (const name of NAMES) libotr('add-key', file, hex(name), hex('prpl-jabber'));
  const theirs = libotr('keys', file).map(([account, protocol, hash]) => [
    asUtf8(account),
    asUtf8(protocol),
    Buffer.from(hash ?? '', 'latin1').toString('hex'),
  ]);
  const keys = keysInFile();
  const ours = keys.entries.map((entry) =>
    entry.kind === 'key' ? [entry.account, entry.protocol, fingerprintOf(entry.key)] : [],
  );
  // libotr puts each key that it reads before the others.
  expect(ours).toEqual([...theirs].reverse());
  expect(ours.map(([name]) => name).sort()).toEqual([...NAMES].sort());
  expect(Buffer.compare(keys.toBytes(), readFileSync(file))).toBe(0);
}, 60_000);

test('keys that we write are read by libotr, and win over older ones', () => {
  const some = keysInFile().entries.flatMap((entry) => (entry.kind === 'key' ? [entry.key] : []));
  let keys = PrivateKeys.none;
  NAMES.forEach((account, i) => {
    keys = must(keys.with({ account, protocol: 'prpl-jabber' }, some[i]!));
  });
  writeFileSync(file, keys.toBytes());
  const read = libotr('keys', file);
  NAMES.forEach((account, i) => {
    const [name, , hash] = read[NAMES.length - 1 - i] ?? [];
    expect(asUtf8(name)).toBe(account);
    expect(Buffer.from(hash ?? '', 'latin1').toString('hex')).toBe(fingerprintOf(some[i]!));
  });
});

test('libotr adds a key to a file of ours and we to one of its, back and forth', () => {
  for (const name of ['irc one', 'irc two']) {
    libotr('add-key', file, hex(name), hex('prpl-irc'));
    const keys = keysInFile();
    const entry = keys.find({ account: name, protocol: 'prpl-irc' });
    if (entry?.kind !== 'key') throw new Error('libotr wrote no key');
    const copy = must(keys.with({ account: `${name}, copy`, protocol: 'prpl-irc' }, entry.key));
    writeFileSync(file, copy.toBytes());
  }
  expect(libotr('keys', file)).toHaveLength(NAMES.length + 4);
}, 60_000);

test('every string is printed as libgcrypt prints it', () => {
  const byte = fc.oneof(fc.integer({ min: 1, max: 255 }), fc.constantFrom(0x22, 0x27, 0x5c, 0x41));
  const strings = fc.sample(fc.array(byte, { minLength: 0, maxLength: 6 }), {
    numRuns: 3_000,
    seed: 1,
  });
  const all = [...strings, ...Array.from({ length: 255 }, (_, i) => [i + 1])].map((bytes) =>
    Uint8Array.from(bytes),
  );
  const input = all.map((bytes) => `${Buffer.from(bytes).toString('hex')}\n`).join('');
  const printed = execFileSync(program, ['atoms'], { input }).toString().trimEnd().split('\n');
  const theirs = printed.map((line) => Buffer.from(line.trim().slice(1), 'hex').toString('latin1'));
  expect(all.map((bytes) => `(n ${writeAtom(bytes)})\n`)).toEqual(theirs);
});

test('fingerprints that we write are read by libotr, and the other way round', () => {
  const known = must(KnownFingerprints.parse(new Uint8Array()));
  const rows = ['bob@x', 'zoë', 'a b', '#c'].flatMap((username) =>
    ['', 'verified', 'smp', 'vérifié'].map((trust, i) => ({
      username,
      account: 'alice@x/Home',
      protocol: 'prpl-jabber',
      fingerprint: FINGERPRINT.replace('0', String(i)),
      trust,
    })),
  );
  for (const row of rows) expect(known.set(row)).toBeNull();
  writeFileSync(file, known.toBytes());
  const form = (row: (typeof rows)[number]): string =>
    [row.username, row.account, row.protocol, row.fingerprint, row.trust].join('|');
  const read = libotr('fingerprints', file).map(([username, account, protocol, raw, trust]) =>
    form({
      username: asUtf8(username),
      account: asUtf8(account),
      protocol: asUtf8(protocol),
      fingerprint: Buffer.from(raw ?? '', 'latin1').toString('hex'),
      trust: asUtf8(trust),
    }),
  );
  expect(read.sort()).toEqual(rows.map(form).sort());
  libotr('rewrite-fingerprints', file, `${file}2`);
  const theirs = readFileSync(`${file}2`);
  const again = must(KnownFingerprints.parse(theirs));
  expect(again.problems).toEqual([]);
  expect(again.all().map(form).sort()).toEqual(rows.map(form).sort());
  expect(Buffer.compare(again.toBytes(), theirs)).toBe(0);
});

test('whatever lines a fingerprint file has, libotr and we trust the same keys', () => {
  const name = fc.constantFrom('a', 'b', '');
  const end = fc.constantFrom('', '\t', '\tverified', '\tsmp\r', '\t\r', '\tx\ty', ' ', '0');
  const line = fc
    .tuple(name, name, fc.constantFrom(FINGERPRINT, FINGERPRINT.toUpperCase(), 'f'.repeat(38)), end)
    .map(([user, account, print, tail]) => `${user}\t${account}\tp\t${print}${tail}\n`);
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      writeFileSync(file, fromLatin1(lines.join('')));
      const theirs = libotr('fingerprints', file).map((row) => [row[0], row[1], row[4] !== '']);
      const known = must(KnownFingerprints.parse(fromLatin1(lines.join(''))));
      const ours = known.all().map((row) => [row.username, row.account, row.trust !== '']);
      expect(ours.map(String).sort()).toEqual(
        theirs.map((row) => row.map((v) => v ?? '').join()).sort(),
      );
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('instance tags, both ways', () => {
  rmSync(file);
  libotr('add-tag', file, hex('alice@x/Home'), hex('prpl-jabber'));
  const tags = must(InstanceTags.parse(readFileSync(file)));
  const account = { account: 'alice@x/Home', protocol: 'prpl-jabber' };
  const text = toLatin1(readFileSync(file));
  expect(text).toContain(`\t${tags.find(account)!.toString(16).padStart(8, '0')}\n`);
  expect(toLatin1(must(InstanceTags.none.with(account, tags.find(account)!)).toBytes())).toBe(text);
  writeFileSync(
    file,
    must(tags.with({ account: 'zoë', protocol: 'prpl-irc' }, 0xabcdef)).toBytes(),
  );
  expect(libotr('tags', file).map(([name, , tag]) => [asUtf8(name), tag])[0]).toEqual([
    'zoë',
    '00abcdef',
  ]);
});
