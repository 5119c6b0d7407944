// SPDX-License-Identifier: GPL-2.0-or-later
/** experience.md §2.1: own keys beyond making one; the list of known fingerprints. safety.md §4. */
import type { FakeNetwork } from '../../support/fake-host.js';
import { MemoryFiles } from '../../support/memory-files.js';
import { fingerprintOf } from '../../../src/crypto/fingerprint.js';
import type { KnownRow } from '../../../src/controller/known-list.js';
import { PrivateKeys } from '../../../src/store/private-keys.js';
import { must } from '../../support/store/read-fixture.js';
import {
  ALICE,
  ALICE_KEY,
  BOB,
  BOB_FINGERPRINT,
  BOB_KEY,
  OTHER_KEY,
  privatePeople,
  twoPeople,
  xmpp,
} from './two-people.js';

const line = (...fields: string[]): string => `${fields.join('\t')}\n`;
const bobsLine = (trust: string, account = ALICE): string =>
  line(BOB, account, 'prpl-jabber', BOB_FINGERPRINT, trust);
const RECORDS = 'otr-ts.known_keys.json';

function theRow({ alice }: FakeNetwork): KnownRow {
  const [row] = alice.controller.knownList.rows();
  if (row === undefined) throw new Error('the list is empty');
  return row;
}

function keysIn(files: MemoryFiles, name: string): readonly string[] {
  const keys = must(PrivateKeys.parse(Buffer.from(files.text(name) ?? '')));
  return keys.entries.map((entry) => (entry.kind === 'key' ? fingerprintOf(entry.key) : 'refused'));
}

describe('the record of a key', () => {
  test('says on which days the key was seen, and is written once a day', async () => {
    const network = await privatePeople();
    const { alice } = network;
    const writes: string[] = [];
    alice.files.beforeWrite = (name): void => void writes.push(name);
    expect(theRow(network).record).toEqual({ firstSeen: '2026-08-03', lastSeen: '2026-08-03' });
    alice.menu(BOB, 'start');
    await network.settle();
    expect(writes).not.toContain(RECORDS);
    alice.today = '2026-08-04';
    alice.menu(BOB, 'start');
    await network.settle();
    expect(writes.filter((name) => name === RECORDS)).toHaveLength(1);
    expect(theRow(network).record).toEqual({ firstSeen: '2026-08-03', lastSeen: '2026-08-04' });
  });

  test('says how and when the key was verified; what is verified no more is not said to be', async () => {
    const network = await privatePeople();
    const { controller, files } = network.alice;
    controller.knownList.setVerified(theRow(network), 'question');
    expect(theRow(network)).toMatchObject({
      trust: 'smp',
      use: 'private',
      record: { verified: { how: 'question', on: '2026-08-03' } },
    });
    await network.settle();
    expect(files.text('otr.fingerprints')).toBe(bobsLine('smp'));
    controller.knownList.setVerified(theRow(network), null);
    expect(theRow(network)).toMatchObject({ trust: '', use: 'unverified' });
    expect(theRow(network).record.verified).toBeUndefined();
  });

  test('keeps a verification by fingerprint when secrets agree too', async () => {
    const network = await privatePeople();
    const { controller } = network.alice;
    controller.knownList.setVerified(theRow(network), 'fingerprint');
    controller.knownList.setVerified(theRow(network), 'secret');
    expect(theRow(network)).toMatchObject({
      trust: 'verified',
      record: { verified: { how: 'secret' } },
    });
  });

  test('does not disturb the session or the file of pidgin-otr when it cannot be written', async () => {
    const files = new MemoryFiles();
    files.unwritable.set(RECORDS, 'no-space');
    const network = await privatePeople({ files });
    expect(network.alice.find(BOB)?.decoration?.level).toBe('unverified');
    expect(files.text('otr.fingerprints')).toBe(bobsLine(''));
    expect(network.alice.notices.map(({ text }) => text)).toEqual([
      `The file /home/somebody/.purple/${RECORDS} could not be written: the disk is full. The change holds until you quit.`,
    ]);
  });

  test('of a later version of ours is left alone', async () => {
    const files = new MemoryFiles();
    const later = '{"format":"otr-ts known keys","version":2,"keys":[]}';
    files.put(RECORDS, later);
    const network = await privatePeople({ files });
    await network.settle();
    expect(files.text(RECORDS)).toBe(later);
    expect(network.alice.notices[0]?.text).toContain('a newer version of this program');
  });
});

describe('the list of known fingerprints', () => {
  test('has every key once, under the account’s present name, with the stronger trust', () => {
    const files = new MemoryFiles();
    files.put(
      'otr.fingerprints',
      bobsLine('verified', `${ALICE}/Old`) +
        bobsLine('', `${ALICE}/Older`) +
        line('carol', 'gone@example.org', 'prpl-jabber', '1'.repeat(40), ''),
    );
    const { alice } = twoPeople({ account: xmpp(`${ALICE}/Home`), files });
    alice.aliases.set(BOB, 'Bobby');
    expect(alice.controller.knownList.rows()).toMatchObject([
      { name: 'Bobby', use: 'unused', trust: 'verified', contact: { username: `${ALICE}/Home` } },
      { name: 'carol', contact: { username: 'gone@example.org' } },
    ]);
  });

  test('says what each key is doing', async () => {
    const network = await privatePeople();
    expect(theRow(network).use).toBe('unverified');
    network.bob.menu(ALICE, 'end');
    await network.settle();
    expect(theRow(network).use).toBe('finished');
    network.alice.menu(BOB, 'end');
    expect(theRow(network).use).toBe('unused');
  });

  test('does not forget a key that is in use', async () => {
    const network = await privatePeople();
    const { knownList } = network.alice.controller;
    expect(knownList.forget(theRow(network))).toContain('The key is in use');
    expect(knownList.rows()).toHaveLength(1);
  });

  test('forgets a key under every name, and takes it back with all that was known', async () => {
    const files = new MemoryFiles();
    const fingerprints = bobsLine('smp') + bobsLine('', `${ALICE}/Old`);
    files.put('otr.fingerprints', fingerprints);
    const network = await privatePeople({ files });
    const { controller } = network.alice;
    network.alice.menu(BOB, 'end');
    await network.settle();
    const before = theRow(network);
    expect(controller.knownList.forget(before)).toBeNull();
    await network.settle();
    expect(controller.knownList.rows()).toEqual([]);
    expect(files.text('otr.fingerprints')).toBe('');
    expect(files.text(RECORDS)).toContain('"keys": []');
    expect(controller.knownList.forget(before)).toContain('is not known any more');
    expect(controller.knownList.undoable).toBe(1);
    controller.knownList.undo();
    await network.settle();
    expect(files.text('otr.fingerprints')).toBe(fingerprints);
    expect(theRow(network)).toEqual(before);
    expect(controller.knownList.undoable).toBe(0);
    controller.knownList.undo();
    expect(theRow(network)).toEqual(before);
  });
});

describe('a new key in the place of the present one', () => {
  test('keeps the present one in a file first, and serves from then on', async () => {
    const network = twoPeople({ generate: () => Promise.resolve(OTHER_KEY) });
    const { alice, bob } = network;
    const old = must(
      PrivateKeys.none.with({ account: `${ALICE}/Old`, protocol: 'prpl-jabber' }, ALICE_KEY),
    );
    alice.files.contents.set('otr.private_key', old.toBytes());
    alice.window(BOB);
    bob.window(ALICE);
    alice.menu(BOB, 'start');
    await network.settle();
    alice.menu(BOB, 'end');
    await network.settle();
    expect(await alice.controller.keyActions.renew(alice.account)).toBeNull();
    await network.settle();
    expect(keysIn(alice.files, 'otr.private_key')).toEqual([fingerprintOf(OTHER_KEY)]);
    expect(keysIn(alice.files, 'otr-ts.former_keys')).toEqual([fingerprintOf(ALICE_KEY)]);
    alice.menu(BOB, 'start');
    await network.settle();
    expect(bob.controller.knownList.rows().map(({ fingerprint }) => fingerprint)).toEqual([
      fingerprintOf(ALICE_KEY),
      fingerprintOf(OTHER_KEY),
    ]);
  });

  test('waits until private conversations of the account have ended', async () => {
    const network = await privatePeople({
      generate: () => Promise.resolve(OTHER_KEY),
      key: ALICE_KEY,
    });
    const before = network.alice.files.text('otr.private_key');
    expect(await network.alice.controller.keyActions.adopt(network.alice.account, OTHER_KEY)).toBe(
      `End the private conversations of ${ALICE} (XMPP) first.`,
    );
    expect(network.alice.files.text('otr.private_key')).toBe(before);
    expect(network.alice.files.text('otr-ts.former_keys')).toBeNull();
  });

  test('is not put there when the present one cannot be kept', async () => {
    const { alice } = twoPeople();
    await alice.controller.keyActions.renew(alice.account);
    const before = alice.files.text('otr.private_key');
    alice.files.unwritable.set('otr-ts.former_keys', 'no-space');
    expect(await alice.controller.keyActions.adopt(alice.account, OTHER_KEY)).toContain(
      'otr-ts.former_keys could not be written: the disk is full.',
    );
    expect(alice.files.text('otr.private_key')).toBe(before);
  });

  test('leaves a key alone that another program has filed meanwhile', async () => {
    const { alice } = twoPeople();
    await alice.controller.keyActions.renew(alice.account);
    const own = { account: ALICE, protocol: 'prpl-jabber' };
    alice.files.beforeWrite = (name): void => {
      if (name !== 'otr.private_key') return;
      alice.files.beforeWrite = (): void => undefined;
      alice.files.contents.set(name, must(PrivateKeys.none.with(own, BOB_KEY)).toBytes());
    };
    await alice.controller.keyActions.adopt(alice.account, OTHER_KEY);
    expect(keysIn(alice.files, 'otr.private_key')).toEqual([
      fingerprintOf(BOB_KEY),
      fingerprintOf(OTHER_KEY),
    ]);
  });

  test('that cannot be made changes nothing', async () => {
    const { alice } = twoPeople({ generate: () => Promise.reject(new Error('no luck')) });
    expect(await alice.controller.keyActions.renew(alice.account)).toBe(
      'The key could not be made.',
    );
    expect(alice.files.contents.size).toBe(0);
  });
});

describe('export', () => {
  test('of a key: a file that holds it alone', async () => {
    const { alice } = twoPeople();
    const { keyActions } = alice.controller;
    expect(keyActions.exportKey(alice.account, '/usb/key')).toContain('There is no key');
    await keyActions.renew(alice.account);
    expect(keyActions.exportKey(alice.account, '/usb/key')).toBeNull();
    const saved = must(PrivateKeys.parse(alice.outside.contents.get('/usb/key') ?? Buffer.of()));
    expect(saved.entries).toMatchObject([{ kind: 'key', account: ALICE, key: { x: ALICE_KEY.x } }]);
  });

  test('of fingerprints and trust, of one account under all its names or of all', () => {
    const files = new MemoryFiles();
    const own = bobsLine('verified') + bobsLine('affirmed', `${ALICE}/Home`);
    const others = line('carol', 'alice', 'prpl-irc', '1'.repeat(40), '');
    files.put('otr.fingerprints', `# a remark\n${own}${others}`);
    const { alice } = twoPeople({ files });
    const { keyActions } = alice.controller;
    const saved = (): string =>
      Buffer.from(alice.outside.contents.get('/usb/list') ?? []).toString();
    expect(keyActions.exportFingerprints(alice.account, '/usb/list')).toBeNull();
    expect(saved()).toBe(own);
    expect(keyActions.exportFingerprints(null, '/usb/list')).toBeNull();
    expect(saved()).toBe(own + others);
    alice.outside.refusal = 'denied';
    expect(keyActions.exportFingerprints(null, '/usb/list')).toBe(
      'The file /usb/list could not be written: access was denied.',
    );
  });
});
