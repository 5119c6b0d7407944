// SPDX-License-Identifier: GPL-2.0-or-later
import fc from 'fast-check';
import { InstanceTags } from '../../../src/store/instance-tags.js';
import { fromLatin1, toLatin1 } from '../../../src/store/text.js';
import { utf8 } from '../../../src/wire/bytes.js';
import { must, problemOf } from '../../support/store/read-fixture.js';

const A = { account: 'a', protocol: 'p' };

function parse(text: string): InstanceTags {
  return must(InstanceTags.parse(utf8(text)));
}

// What otrl_instag_read of libotr 4.1.1 found in each line.
test.each([
  ['a\tp\t00000100\n', 0x100],
  ['a\tp\t0000ABCD\r\n', 0xabcd],
  ['a\tp\tffffffff', 0xffffffff],
  ['a\tp\t000000ff\n', null],
  ['a\tp\t100\n', null],
  ['a\tp\t00001234\textra\n', null],
  ['a\tp\t0000012g\n', null],
  ['a\tp\t123456789\n', null],
  ['a\tp\n', null],
  ['a\tp\t12345678\na\tp\t87654321\n', 0x87654321],
])('reads %j', (text, tag) => {
  expect(parse(text).find(A)).toBe(tag);
  expect(parse(text).problems).toHaveLength(tag === null ? 1 : 0);
  expect(toLatin1(parse(text).toBytes())).toBe(text);
});

test('names the line that cannot be read, keeps it and the warning on top', () => {
  const text = '# WARNING!\nbroken\nb\tp\t12345678\n';
  expect(parse(text).problems).toMatchObject([{ code: 'syntax', line: 2 }]);
  const changed = must(must(parse(text).with(A, 0x100)).with({ ...A, account: 'b' }, 0x101));
  expect(toLatin1(changed.toBytes())).toBe('# WARNING!\nbroken\nb\tp\t00000101\na\tp\t00000100\n');
});

test('a new file is as libotr writes it', () => {
  expect(toLatin1(must(InstanceTags.none.with(A, 0x2300db39)).toBytes())).toBe(
    "# WARNING! You shouldn't copy this file to another computer. " +
      'It is unnecessary and can cause problems.\na\tp\t2300db39\n',
  );
});

test('says which names and tags the file cannot hold', () => {
  for (const account of ['a\tb', 'a\nb', 'a\rb', 'a\0b', 'x'.repeat(999)])
    expect(problemOf(InstanceTags.none.with({ ...A, account }, 0x100)).code).toBe('bad-name');
  for (const tag of [0, 0xff, 2 ** 32])
    expect(problemOf(InstanceTags.none.with(A, tag)).code).toBe('bad-number');
});

test('answers any bytes with a value that writes them again', () => {
  const pieces = fc.constantFrom('\t', '\n', '\r', '00001234', 'a', '\xff', '#');
  const bytes = fc.oneof(
    fc.array(pieces).map((parts) => parts.join('')),
    fc.uint8Array().map(toLatin1),
  );
  fc.assert(
    fc.property(bytes, (text) => {
      const tags = must(InstanceTags.parse(fromLatin1(text)));
      expect(tags.problems.length).toBeGreaterThanOrEqual(0);
      expect(toLatin1(tags.toBytes())).toBe(text);
    }),
  );
  expect(problemOf(InstanceTags.parse(new Uint8Array(10 * 1024 * 1024 + 1))).code).toBe(
    'too-large',
  );
});
