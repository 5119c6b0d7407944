// SPDX-License-Identifier: GPL-2.0-or-later
/** safety.md §4: what is ours alone stands in a file of ours, and loses nothing that it does not know. */
import fc from 'fast-check';
import { KeyRecords } from '../../../src/store/key-records.js';
import { must, problemOf } from '../../support/store/read-fixture.js';

const BOB = { protocol: 'prpl-jabber', account: 'alice@example.org', username: 'bob@example.org' };
const KEY = '0123456789abcdef0123456789abcdef01234567';
const OTHER_KEY = 'f'.repeat(40);

const bytes = (text: string): Uint8Array => Buffer.from(text);
const text = (records: KeyRecords): string => Buffer.from(records.toBytes()).toString();
const parse = (source: string): KeyRecords => must(KeyRecords.parse(bytes(source)));

function file(keys: unknown, head: object = {}): string {
  return JSON.stringify({ format: 'otr-ts known keys', version: 1, ...head, keys });
}

const ENTRY = {
  protocol: 'prpl-jabber',
  account: 'alice@example.org',
  contact: 'bob@example.org',
  fingerprint: KEY,
};

test('what is filed is read again', () => {
  const records = KeyRecords.none();
  expect(records.find(BOB, KEY)).toEqual({});
  records.change(BOB, KEY, { firstSeen: '2026-08-03', lastSeen: '2026-08-04' });
  records.change(BOB, KEY.toUpperCase(), {
    verified: { how: 'question', on: '2026-08-05' },
    plainText: true,
    failures: 2,
  });
  const again = parse(text(records));
  expect(again.find(BOB, KEY)).toEqual({
    firstSeen: '2026-08-03',
    lastSeen: '2026-08-04',
    verified: { how: 'question', on: '2026-08-05' },
    plainText: true,
    failures: 2,
  });
  expect(again.find(BOB, OTHER_KEY)).toEqual({});
  expect(again.find({ ...BOB, account: 'other@example.org' }, KEY)).toEqual({});
  again.change(BOB, KEY, { failures: undefined, verified: undefined });
  expect(parse(text(again)).find(BOB, KEY)).toEqual({
    firstSeen: '2026-08-03',
    lastSeen: '2026-08-04',
    plainText: true,
  });
  again.remove(BOB, KEY);
  expect(text(again)).toBe(text(KeyRecords.none()));
});

test('the file is JSON for people too: an entry a line', () => {
  const records = KeyRecords.none();
  records.change(BOB, KEY, { firstSeen: '2026-08-03' });
  records.change(BOB, OTHER_KEY, { firstSeen: '2026-08-03' });
  expect(text(records).split('\n')).toEqual([
    '{',
    '  "format": "otr-ts known keys",',
    '  "version": 1,',
    '  "keys": [',
    expect.stringMatching(/^ {4}\{"protocol":.*\},$/),
    expect.stringMatching(/^ {4}\{"protocol":.*\}$/),
    '  ]',
    '}',
    '',
  ]);
});

test('fields and entries of a later version survive a change', () => {
  const later = file(
    [
      { ...ENTRY, firstSeen: '2026-08-03', colour: { name: 'blue' } },
      'something else',
      { contact: 'nobody' },
      JSON.parse('{"__proto__": {"x": 1}}'),
    ],
    { mood: [1, { deep: true }] },
  );
  const records = parse(later);
  records.change(BOB, KEY, { lastSeen: '2026-08-09' });
  expect(JSON.parse(text(records))).toEqual({
    format: 'otr-ts known keys',
    version: 1,
    mood: [1, { deep: true }],
    keys: [
      { ...ENTRY, firstSeen: '2026-08-03', colour: { name: 'blue' }, lastSeen: '2026-08-09' },
      'something else',
      { contact: 'nobody' },
      JSON.parse('{"__proto__": {"x": 1}}'),
    ],
  });
});

test('a value of another form than it should have is nothing, and stays', () => {
  const odd = {
    ...ENTRY,
    firstSeen: 20260803,
    lastSeen: '3 August',
    verified: { how: 'magic', on: '2026-08-03' },
    plainText: 'yes',
    failures: -1,
  };
  const records = parse(file([odd]));
  expect(records.find(BOB, KEY)).toEqual({});
  expect(JSON.parse(text(records))).toMatchObject({ keys: [odd] });
});

test.each([
  ['no JSON', '{\n"format": x\n}', { code: 'syntax', line: 2 }],
  ['cut off', file([]).slice(0, -1), { code: 'syntax', line: 1 }],
  ['empty', '', { code: 'syntax', line: 1 }],
  ['a list', '[]', { code: 'wrong-kind' }],
  ['of another kind', file([], { format: 'other' }), { code: 'wrong-kind' }],
  ['without keys', file({}), { code: 'wrong-kind' }],
  ['of the next version', file([], { version: 2 }), { code: 'too-new' }],
  ['nested without end', `{"keys":\n${'['.repeat(100_000)}`, { code: 'syntax', line: 2 }],
  ['a quote never closed', `"${'a'.repeat(1_000_000)}`, { code: 'syntax', line: 1 }],
])('a file that is %s is a problem', (_name, source, expected) => {
  expect(problemOf(KeyRecords.parse(bytes(source)))).toMatchObject(expected);
});

test('brackets between quotes are no nesting', () => {
  const name = `"${'['.repeat(100)}\\`;
  const records = KeyRecords.none();
  records.change({ ...BOB, username: name }, KEY, { plainText: true });
  expect(parse(text(records)).find({ ...BOB, username: name }, KEY)).toEqual({ plainText: true });
});

test('bytes that are no UTF-8 are a problem', () => {
  expect(problemOf(KeyRecords.parse(Uint8Array.of(0x22, 0xff, 0x22))).code).toBe('syntax');
});

test('whatever the bytes are, there is a value or a problem, and a value can be written', () => {
  const json = fc
    .json({ maxDepth: 4 })
    .map((keys) => `{"format":"otr-ts known keys","version":1,"keys":[${keys}]}`);
  fc.assert(
    fc.property(fc.oneof(fc.string(), json), (source) => {
      const read = KeyRecords.parse(bytes(source));
      if (read instanceof KeyRecords) expect(JSON.parse(text(read))).toEqual(JSON.parse(source));
      else expect(read.kind).toBe('problem');
    }),
  );
});
