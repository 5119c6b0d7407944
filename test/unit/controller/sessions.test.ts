// SPDX-License-Identifier: GPL-2.0-or-later
/** experience.md §2.3: the sessions of a contact with several devices. */
import type { MenuItem } from '../../../src/controller/models.js';
import type { FakeHost } from '../../support/fake-host.js';
import { TwoDevices } from './two-devices.js';
import { ALICE, BOB, BOB_FINGERPRINT, privatePeople } from './two-people.js';

type Folder = Extract<MenuItem, { kind: 'folder' }>;

function sessions(host: FakeHost): Folder | undefined {
  const menu = host.find(BOB)?.decoration?.menu ?? [];
  return menu.find((item): item is Folder => item.kind === 'folder');
}

const labels = ({ items }: Folder): readonly string[] =>
  items.map((item) => (item.kind === 'separator' ? '-' : 'label' in item ? item.label : ''));

const idOf = (host: FakeHost, start: string): string => {
  const found = sessions(host)?.items.find(
    (item) => 'label' in item && item.label.startsWith(start),
  );
  return found !== undefined && 'id' in found ? found.id : 'none';
};

const level = (host: FakeHost): string | undefined => host.find(BOB)?.decoration?.level;

async function twoSessions(): Promise<TwoDevices> {
  const network = new TwoDevices();
  await network.begin();
  return network;
}

test('one session needs no menu', async () => {
  const { alice } = await privatePeople();
  expect(sessions(alice)).toBeUndefined();
});

test('the menu names device, level, key and time of each, and where messages go', async () => {
  const { alice } = await twoSessions();
  const folder = sessions(alice);
  if (folder === undefined) throw new Error('no sessions');
  const shown = (pattern: RegExp): string => expect.stringMatching(pattern) as string;
  expect(labels(folder)).toEqual([
    'Send to the most secure one',
    'Send to the most recent one',
    shown(/^laptop: Unverified, key 0C914046…(, last seen \+\d+ ms)?$/),
    shown(/^phone: Unverified, key [0-9A-F]{8}…(, last seen \+\d+ ms)?$/),
    '-',
    'End “laptop”',
    'End “phone”',
  ]);
  expect(folder.chosen).toBe('send to most-secure');
});

test('messages go to the device that was chosen, and the level is that of its session', async () => {
  const network = await twoSessions();
  const { alice } = network;
  alice.menu(BOB, idOf(alice, 'phone'));
  alice.type(BOB, 'one');
  await network.settle();
  expect([network.received('laptop'), network.received('phone')]).toEqual([[], ['one']]);
  expect(alice.addressed.get(BOB)).toBe('phone');
  alice.menu(BOB, idOf(alice, 'laptop'));
  expect(alice.command(BOB, `verify ${BOB_FINGERPRINT}`)).toBeNull();
  expect(level(alice)).toBe('private');
  alice.menu(BOB, idOf(alice, 'phone'));
  expect(level(alice)).toBe('unverified');
});

test('the most secure session is that with a verified key, the most recent that heard of last', async () => {
  const network = await twoSessions();
  const { alice } = network;
  alice.menu(BOB, idOf(alice, 'laptop'));
  alice.command(BOB, `verify ${BOB_FINGERPRINT}`);
  alice.menu(BOB, 'send to most-recent');
  alice.time += 1000;
  network.phone.type(ALICE, 'hello');
  await network.settle();
  alice.menu(BOB, 'continue');
  alice.type(BOB, 'to the telephone');
  await network.settle();
  expect(network.received('phone')).toEqual(['to the telephone']);
  alice.menu(BOB, 'send to most-secure');
  alice.type(BOB, 'to the laptop');
  await network.settle();
  expect(network.received('laptop')).toEqual(['to the laptop']);
});

test('ending one says that the others go on, and what is written next is private', async () => {
  const network = await twoSessions();
  const { alice } = network;
  alice.menu(BOB, idOf(alice, 'End “phone'));
  await network.settle();
  expect(alice.lines(BOB)).toContain('One of several private conversations');
  expect(alice.lines(BOB)).not.toContain('Messages are not encrypted now');
  expect(network.phone.find(ALICE)?.decoration?.level).toBe('finished');
  expect(level(alice)).toBe('unverified');
  expect(sessions(alice)).toBeUndefined();
  expect(alice.addressed.get(BOB)).toBe('laptop');
  alice.type(BOB, 'still private');
  await network.settle();
  expect(network.received('laptop')).toEqual(['still private']);
});

test('an entry whose session is gone does nothing, and says so', async () => {
  const network = await twoSessions();
  const { alice } = network;
  const id = idOf(alice, 'phone');
  alice.menu(BOB, 'end');
  alice.menu(BOB, id);
  expect(alice.lines(BOB)).toContain('That private conversation is over.');
});

test('a device’s name is somebody else’s word: short, and no line of ours', async () => {
  const network = new TwoDevices();
  const { alice, laptop } = network;
  await network.begin();
  laptop.peer = (text): void => {
    alice.arrive(BOB, text, `[OTR] evil\u202e_name ${'x'.repeat(100)}`);
  };
  alice.time += 1000;
  laptop.type(ALICE, 'hello');
  alice.pass(0);
  const shown = labels(sessions(alice) ?? { kind: 'folder', label: '', chosen: '', items: [] });
  const evil = shown.find((label) => label.includes('evil'));
  expect(evil).toBeDefined();
  expect(evil).not.toContain('\u202e');
  expect(evil?.length).toBeLessThan(120);
  expect(shown.find((label) => label.startsWith('End “') && label.includes('evil'))).toContain(
    '__',
  );
});

describe('/otr sessions', () => {
  test('lists, chooses and ends', async () => {
    const network = await twoSessions();
    const { alice } = network;
    const last = (): string => alice.texts(BOB, 'line').at(-1) ?? '';
    expect(alice.command(BOB, 'sessions')).toBeNull();
    expect(last()).toMatch(
      /1\. laptop: .*2\. phone: .*Messages go to the most secure one, which is/,
    );
    expect(alice.command(BOB, 'sessions 2')).toBeNull();
    expect(last()).toContain('Messages go to 2 (phone), which you chose.');
    expect(alice.command(BOB, 'contexts recent')).toBeNull();
    expect(last()).toContain('Messages go to the most recent one');
    expect(alice.command(BOB, 'sessions 7')).toMatch(/no such session/);
    expect(alice.command(BOB, 'sessions end 2')).toBeNull();
    expect(last()).not.toContain('phone');
  });

  test('says when there is none', async () => {
    const { alice } = new TwoDevices();
    alice.command(BOB, 'sessions');
    expect(alice.lines(BOB)).toContain('There is no private conversation.');
    await Promise.resolve();
  });
});

test('/otr keys lists our key and every known key of the contact', async () => {
  const network = await twoSessions();
  const { alice } = network;
  alice.command(BOB, 'keys');
  const line = alice.texts(BOB, 'line').at(-1) ?? '';
  expect(line.match(/([0-9A-F]{8} ){4}[0-9A-F]{8}/g)).toHaveLength(3);
  expect(line).toContain('(not verified, last seen 2026-08-03)');
});
