// SPDX-License-Identifier: GPL-2.0-or-later
// A27: files that somebody else has written, damaged or on purpose. What cannot be used is not used, is
// said, and stays as it is on disk.
import { PrivateKeys } from '../../../src/store/private-keys.js';
import { KnownFingerprints } from '../../../src/store/fingerprints.js';
import { InstanceTags } from '../../../src/store/instance-tags.js';
import { parseMaxMessageSizes } from '../../../src/store/max-message-size.js';
import type { Problem } from '../../../src/store/problem.js';
import { fromLatin1, toLatin1 } from '../../../src/store/text.js';
import { decodeText } from '../../support/decode.js';
import { FakeHost } from '../../support/fake-host.js';
import { MemoryFiles } from '../../support/memory-files.js';
import { must } from '../../support/store/read-fixture.js';
import {
  ALICE,
  ALICE_KEY,
  BOB,
  BOB_FINGERPRINT,
  OTHER_KEY,
  xmpp,
} from '../controller/two-people.js';

const GOOD = toLatin1(
  must(PrivateKeys.none.with({ account: ALICE, protocol: 'prpl-jabber' }, ALICE_KEY)).toBytes(),
);
const number = (name: string, hex: string): string =>
  GOOD.replace(new RegExp(`\\(${name} #.*#\\)`), `(${name} #${hex}#)`);

const BAD: readonly (readonly [string, string])[] = [
  ['a q of 256 bits', number('q', `00${'F'.repeat(64)}`)],
  ['q = 0', number('q', '00')],
  ['p = 0', number('p', '00')],
  ['an even q', number('q', '00F3A23DE11DE3368FF4D0791BBBBFFD79D128708A')],
  ['x above q', number('x', `00${'F'.repeat(40)}`)],
  ['x of another key', number('x', OTHER_KEY.x.toString(16).padStart(42, '0'))],
  ['a p of 100 KB', number('p', '7F'.repeat(100_000))],
  ['a parenthesis too few', GOOD.slice(0, GOOD.lastIndexOf(')'))],
  ['a parenthesis too many', `${GOOD.trimEnd()})\n`],
  ['half of it', GOOD.slice(0, GOOD.length / 2)],
  ['100,000 open parentheses', '('.repeat(100_000)],
  ['nothing but blanks', ' '.repeat(1000)],
  ['10 MB and more', GOOD.padEnd(10 * 1024 * 1024 + 1, ' ')],
  ['another kind of file', '<?xml version="1.0"?>'],
];

describe('A27 a key file with', () => {
  test.each(BAD)('%s', async (_, content) => {
    const files = new MemoryFiles();
    files.put('otr.private_key', content);
    const host = new FakeHost({
      account: xmpp(ALICE),
      files,
      generate: () => Promise.resolve(OTHER_KEY),
    });
    host.window(BOB);
    host.menu(BOB, 'start');
    host.arrive(BOB, '?OTRv23?');
    expect(host.command(BOB, 'genkey')).toContain('otr.private_key');
    for (let i = 0; i < 20; i += 1) await new Promise(setImmediate);
    expect(files.text('otr.private_key')).toBe(content);
    // A commit is signed by nobody; more than that takes a key.
    const encoded = host.wire.filter((packet) => packet.startsWith('?OTR:'));
    for (const packet of encoded) expect(decodeText(packet)?.ake?.type).toBe('dh-commit');
    expect(host.notices.length + host.lines(BOB).length).toBeGreaterThan(0);
  });
});

describe('A27 a file of fingerprints with', () => {
  const good = `${BOB}\t${ALICE}\tprpl-jabber\t${BOB_FINGERPRINT}\tverified\n`;
  const contact = { username: BOB, account: ALICE, protocol: 'prpl-jabber' };

  test.each([
    ['a line of 1000 bytes and more', `${'x'.repeat(5000)}\ta\tp\t${'0'.repeat(40)}\n`],
    ['a line of 1 MB', `${'x'.repeat(1_000_000)}\n`],
    ['a million tabs', `${'\t'.repeat(1_000_000)}\n`],
    ['a hundred thousand lines that say nothing', 'x\n'.repeat(100_000)],
    ['zero bytes and no UTF-8', 'a\0b\xff\ta\tp\t0\n'],
    ['a fingerprint of another length', `${BOB}\t${ALICE}\tprpl-jabber\t00ff\tverified\n`],
    ['line ends of another kind', 'x\ty\r\r\n'],
  ])('%s: the rest is read, and everything stays', (_, bad) => {
    for (const text of [bad + good, good + bad]) {
      const start = process.cpuUsage().user;
      const known = must(KnownFingerprints.parse(fromLatin1(text)));
      expect(known.trustOf(contact, BOB_FINGERPRINT)).toBe('verified');
      expect(known.set({ ...contact, fingerprint: '1'.repeat(40), trust: 'smp' })).toBeNull();
      const written = toLatin1(known.toBytes());
      expect(written.startsWith(text)).toBe(true);
      expect(written.endsWith(`${'1'.repeat(40)}\tsmp\n`)).toBe(true);
      expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(2);
    }
  });

  test('more than 10 MB is not read', () => {
    const result = KnownFingerprints.parse(Buffer.alloc(10 * 1024 * 1024 + 1, 'x'));
    expect(result).toMatchObject({ kind: 'problem', code: 'too-large' });
  });
});

describe('A27 files of ten megabytes in which no line can be read', () => {
  const lines = Buffer.from('x\n'.repeat(5_000_000));

  test.each([
    ['fingerprints', (bytes: Uint8Array) => KnownFingerprints.parse(bytes)],
    ['instance tags', (bytes: Uint8Array) => InstanceTags.parse(bytes)],
    ['message sizes', parseMaxMessageSizes],
  ])('%s: a bounded number of complaints, in a second or two', (_, parse) => {
    const start = process.cpuUsage().user;
    const { problems } = must<{ readonly problems: readonly Problem[] }>(parse(lines));
    expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(5);
    expect(problems).toHaveLength(100);
    expect(problems.at(-1)).toMatchObject({ line: 100 });
  });
});
