// SPDX-License-Identifier: GPL-2.0-or-later
import fc from 'fast-check';
import { MIN_PACKET, parseMaxMessageSizes } from '../../../src/store/max-message-size.js';
import { utf8 } from '../../../src/wire/bytes.js';
import { fragment } from '../../../src/wire/fragment.js';
import { must, problemOf } from '../../support/store/read-fixture.js';

test('reads sizes by protocol; the last line for one counts', () => {
  const { sizes, problems } = must(
    parseMaxMessageSizes(
      utf8('# mine\nprpl-irc\t417\r\n\nprpl-msn\t0\nprpl-jabber\t 60000 \nprpl-irc\t400'),
    ),
  );
  expect([...sizes]).toEqual([
    ['prpl-irc', 400],
    ['prpl-msn', 0],
    ['prpl-jabber', 60000],
  ]);
  expect(problems).toEqual([]);
});

test.each([
  // A24: a limit that leaves no room for the message made libotr divide by zero.
  ['prpl-irc\t1', 'bad-number'],
  ['prpl-irc\t51', 'bad-number'],
  ['prpl-irc\t4294967296', 'bad-number'],
  ['prpl-irc\t-1', 'syntax'],
  ['prpl-irc\t4e2', 'syntax'],
  ['prpl-irc\t99999999999', 'syntax'],
  ['prpl-irc\t', 'syntax'],
  ['prpl-irc 417', 'syntax'],
  ['prpl-irc\t417\tx', 'syntax'],
  ['\t417', 'bad-name'],
])('reports the line %j and goes on', (line, code) => {
  const { sizes, problems } = must(parseMaxMessageSizes(utf8(`${line}\nprpl-x\t100\n`)));
  expect(problems).toMatchObject([{ code, line: 1 }]);
  expect([...sizes]).toEqual([['prpl-x', 100]]);
});

test('with the smallest limit every packet keeps to it', () => {
  const packets = fragment('x'.repeat(1_000), MIN_PACKET, 3, [0x100, 0xffffffff]);
  expect(Math.max(...packets.map(({ length }) => length))).toBe(MIN_PACKET);
});

test('answers any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      must(parseMaxMessageSizes(bytes));
    }),
  );
  expect(problemOf(parseMaxMessageSizes(new Uint8Array(10 * 1024 * 1024 + 1))).code).toBe(
    'too-large',
  );
});
