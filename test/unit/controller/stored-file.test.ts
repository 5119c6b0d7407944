// SPDX-License-Identifier: GPL-2.0-or-later
import { Complaints } from '../../../src/controller/complaints.js';
import { OwnTags } from '../../../src/controller/instance-tag.js';
import { KnownKeys } from '../../../src/controller/known-keys.js';
import { OwnKeys } from '../../../src/controller/own-keys.js';
import type { Dialogs } from '../../../src/controller/ports.js';
import { fingerprintOf } from '../../../src/crypto/fingerprint.js';
import { MemoryFiles } from '../../support/memory-files.js';
import { SeededRandom } from '../../support/seeded-random.js';
import { ALICE, ALICE_KEY, BOB, BOB_FINGERPRINT, xmpp } from './two-people.js';

const account = xmpp(ALICE);
const bob = { ...account, who: BOB };
const line = (...fields: string[]): string => `${fields.join('\t')}\n`;
const today = (): string => '2026-08-03';
const settled = (): Promise<unknown> => new Promise(setImmediate);

function complaints(): { said: string[]; all: Complaints } {
  const said: string[] = [];
  const dialogs: Dialogs = { notify: (_kind, _title, text) => said.push(text) };
  return { said, all: new Complaints(dialogs) };
}

describe('the file of fingerprints', () => {
  const name = 'otr.fingerprints';

  test('keeps what others wrote: order, further fields, other accounts', async () => {
    const files = new MemoryFiles();
    const others =
      line('carol', 'alice', 'prpl-irc', '1'.repeat(40), 'smp', 'more') +
      'not a fingerprint\n' +
      line(BOB, ALICE, 'prpl-jabber', '2'.repeat(40), '');
    files.put(name, others);
    const known = new KnownKeys(files, complaints().all, today);
    expect(known.remember(bob, BOB_FINGERPRINT)).toBe(true);
    expect(known.remember(bob, BOB_FINGERPRINT)).toBe(false);
    expect(known.setVerified(bob, '2'.repeat(40), 'fingerprint')).toBe(true);
    await settled();
    expect(files.text(name)).toBe(
      others.replace(/\t\n$/, '\tverified\n') +
        line(BOB, ALICE, 'prpl-jabber', BOB_FINGERPRINT, ''),
    );
    expect(known.keysOf(bob)).toEqual([
      { fingerprint: '2'.repeat(40), trust: 'verified' },
      { fingerprint: BOB_FINGERPRINT, trust: '' },
    ]);
  });

  test('is merged with what another program writes meanwhile', async () => {
    const files = new MemoryFiles();
    const known = new KnownKeys(files, complaints().all, today);
    files.beforeWrite = (): void => {
      files.beforeWrite = (): void => undefined;
      files.put(name, line('carol', ALICE, 'prpl-jabber', '3'.repeat(40), 'verified'));
    };
    known.setVerified(bob, BOB_FINGERPRINT, 'fingerprint');
    await settled();
    expect(files.text(name)).toBe(
      line('carol', ALICE, 'prpl-jabber', '3'.repeat(40), 'verified') +
        line(BOB, ALICE, 'prpl-jabber', BOB_FINGERPRINT, 'verified'),
    );
    expect(known.hasTrustedKey({ ...account, who: 'carol' })).toBe(true);
  });

  test('trusts under any non-empty word, under any resource of the account', () => {
    const files = new MemoryFiles();
    files.put(name, line(BOB, `${ALICE}/Home`, 'prpl-jabber', BOB_FINGERPRINT, 'affirmed'));
    const known = new KnownKeys(files, complaints().all, today);
    expect(known.isTrusted(bob, BOB_FINGERPRINT)).toBe(true);
    expect(known.remember(bob, BOB_FINGERPRINT)).toBe(false);
    known.setVerified(bob, BOB_FINGERPRINT, null);
    expect(known.isTrusted(bob, BOB_FINGERPRINT)).toBe(false);
    expect(known.isTrusted({ ...bob, protocol: 'prpl-irc' }, BOB_FINGERPRINT)).toBe(false);
  });

  test('that cannot be read is never overwritten; what is decided holds until the end', async () => {
    const files = new MemoryFiles();
    files.unreadable.set(name, 'denied');
    files.put(name, 'something');
    const { said, all } = complaints();
    const known = new KnownKeys(files, all, today);
    known.setVerified(bob, BOB_FINGERPRINT, 'fingerprint');
    known.setVerified(bob, '4'.repeat(40), 'fingerprint');
    await settled();
    expect(known.isTrusted(bob, BOB_FINGERPRINT)).toBe(true);
    expect(files.text(name)).toBe('something');
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('/home/somebody/.purple/otr.fingerprints');
    known.close();
    expect(files.text(name)).toBe('something');
  });

  test('that cannot be written is said, and tried again', async () => {
    const files = new MemoryFiles();
    files.unwritable.set(name, 'no-space');
    const { said, all } = complaints();
    const known = new KnownKeys(files, all, today);
    known.remember(bob, BOB_FINGERPRINT);
    await settled();
    expect(said[0]).toContain('the disk is full');
    files.unwritable.clear();
    known.setVerified(bob, BOB_FINGERPRINT, 'fingerprint');
    await settled();
    expect(files.text(name)).toBe(line(BOB, ALICE, 'prpl-jabber', BOB_FINGERPRINT, 'verified'));
  });

  test('is complete when the program ends at once', () => {
    const files = new MemoryFiles();
    const known = new KnownKeys(files, complaints().all, today);
    known.remember(bob, BOB_FINGERPRINT);
    known.setVerified(bob, BOB_FINGERPRINT, 'fingerprint');
    known.close();
    expect(files.text(name)).toBe(line(BOB, ALICE, 'prpl-jabber', BOB_FINGERPRINT, 'verified'));
  });

  test('gives up when others write without end', async () => {
    const files = new MemoryFiles();
    const { said, all } = complaints();
    const known = new KnownKeys(files, all, today);
    let count = 0;
    files.beforeWrite = (written): void => {
      if (written !== name) return;
      count += 1;
      files.put(name, line('carol', ALICE, 'prpl-jabber', '3'.repeat(40), String(count)));
    };
    known.remember(bob, BOB_FINGERPRINT);
    await settled();
    expect(count).toBe(20);
    expect(said[0]).toContain('another program is using it');
    expect(known.isTrusted({ ...account, who: 'carol' }, '3'.repeat(40))).toBe(true);
  });

  test('cannot hold every name: nothing is claimed then', () => {
    const known = new KnownKeys(new MemoryFiles(), complaints().all, today);
    expect(known.setVerified({ ...bob, who: 'tab\tname' }, BOB_FINGERPRINT, 'fingerprint')).toBe(
      false,
    );
  });
});

describe('the file of instance tags', () => {
  test('gets one tag for each account, in the range that everybody takes', async () => {
    const files = new MemoryFiles();
    files.put('otr.instance_tags', 'carol\tprpl-irc\t00001234\n');
    for (let seed = 0; seed < 50; seed += 1) {
      const tags = new OwnTags(files, new SeededRandom(seed), complaints().all);
      const own = { ...account, username: `alice${seed}` };
      const tag = tags.of(own);
      expect(tag).toBeGreaterThanOrEqual(0x100);
      expect(tag).toBeLessThanOrEqual(0x11111111);
      expect(tags.of(own)).toBe(tag);
      await settled();
      expect(files.text('otr.instance_tags')).toContain(
        line(own.username, 'prpl-jabber', tag.toString(16).padStart(8, '0')),
      );
    }
    expect(files.text('otr.instance_tags')).toMatch(/^carol\tprpl-irc\t00001234\n/);
    const again = new OwnTags(files, new SeededRandom('x'), complaints().all);
    expect(again.of({ protocol: 'prpl-irc', username: 'carol' })).toBe(0x1234);
  });
});

describe('the file of private keys', () => {
  const tools = { generate: () => Promise.resolve(ALICE_KEY), fingerprintOf };

  test('is touched only when the key is there', async () => {
    const files = new MemoryFiles();
    let give: (key: typeof ALICE_KEY) => void = () => undefined;
    const generate = (): Promise<typeof ALICE_KEY> =>
      new Promise((resolve) => {
        give = resolve;
      });
    const keys = new OwnKeys(files, { generate, fingerprintOf }, complaints().all);
    const done: (string | null)[] = [];
    keys.whenDone((_, failure) => done.push(failure));
    keys.generate(account);
    keys.generate(account);
    expect(keys.of(account)).toEqual({ state: 'generating' });
    await settled();
    expect(files.contents.size).toBe(0);
    give(ALICE_KEY);
    await settled();
    expect(done).toEqual([null]);
    expect(keys.of(account)).toMatchObject({
      state: 'ready',
      fingerprint: fingerprintOf(ALICE_KEY),
    });
    const again = new OwnKeys(files, tools, complaints().all);
    expect(again.of(account)).toMatchObject({ state: 'ready' });
    expect(again.of(xmpp(`${ALICE}/Home`))).toMatchObject({ state: 'ready' });
    expect(again.of(xmpp(BOB))).toEqual({ state: 'missing' });
  });

  test('on a full disk: the key serves until the end, and the person is told', async () => {
    const files = new MemoryFiles();
    files.unwritable.set('otr.private_key', 'no-space');
    const { said, all } = complaints();
    const keys = new OwnKeys(files, tools, all);
    keys.generate(account);
    await settled();
    expect(keys.of(account)).toMatchObject({ state: 'ready' });
    expect(said[0]).toContain('The change holds until you quit.');
  });

  test('a damaged entry is not replaced silently', () => {
    const files = new MemoryFiles();
    files.put('otr.private_key', `(privkeys (account (name "${ALICE}")(protocol prpl-jabber)))`);
    const { said, all } = complaints();
    const keys = new OwnKeys(files, tools, all);
    expect(keys.of(account)).toMatchObject({ state: 'unreadable' });
    keys.generate(account);
    expect(keys.of(account)).toMatchObject({ state: 'unreadable' });
    expect(said).toHaveLength(1);
  });

  test('tells nobody after the end', async () => {
    const keys = new OwnKeys(new MemoryFiles(), tools, complaints().all);
    const done = jest.fn();
    keys.whenDone(done);
    keys.generate(account);
    keys.close();
    await settled();
    expect(done).not.toHaveBeenCalled();
  });
});
