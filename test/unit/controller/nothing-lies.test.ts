// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * experience.md §1: "The level is that of the session the *next* message will use", in every place at
 * once. What is shown is compared with what then happens to a message, whatever has happened before.
 */
import fc from 'fast-check';
import type { MenuItem } from '../../../src/controller/models.js';
import { fingerprintOf } from '../../../src/crypto/fingerprint.js';
import { unarmor } from '../../../src/wire/armor.js';
import type { FakeHost } from '../../support/fake-host.js';
import { TwoDevices } from './two-devices.js';
import { ALICE, BOB, BOB_FINGERPRINT, BOB_KEY, OTHER_KEY } from './two-people.js';

const RUNS = Number(process.env['OTR_LIES_RUNS'] ?? 40);
const FINGERPRINTS = { laptop: fingerprintOf(BOB_KEY), phone: fingerprintOf(OTHER_KEY) } as const;

type DeviceName = keyof typeof FINGERPRINTS;

/** Everything that can happen, to everybody. */
type Step =
  | { readonly kind: 'menu'; readonly item: string }
  | { readonly kind: 'option'; readonly at: number }
  | { readonly kind: 'command'; readonly text: string }
  | {
      readonly kind: 'peer';
      readonly device: DeviceName;
      readonly does: 'start' | 'end' | 'say' | 'restart';
    }
  | { readonly kind: 'deliver'; readonly count: number }
  | { readonly kind: 'drop' | 'window' | 'reconnect' | 'goes offline' | 'forget' | 'dismiss' }
  | { readonly kind: 'time'; readonly seconds: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('start', 'end', 'continue')
      .map((item) => ({ kind: 'menu', item }) as const),
  },
  { weight: 4, arbitrary: fc.nat(5).map((at) => ({ kind: 'option', at }) as const) },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom(
        `verify ${FINGERPRINTS.laptop}`,
        `verify ${FINGERPRINTS.phone}`,
        'distrust',
        'policy always',
        'policy manual',
        'policy never',
        'policy default',
        'sessions end 1',
        'sessions end 2',
      )
      .map((text) => ({ kind: 'command', text }) as const),
  },
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.constantFrom<DeviceName>('laptop', 'phone'),
        fc.constantFrom('start', 'end', 'say', 'restart'),
      )
      .map(([device, does]) => ({ kind: 'peer', device, does }) as const),
  },
  {
    weight: 10,
    arbitrary: fc
      .integer({ min: 1, max: 30 })
      .map((count) => ({ kind: 'deliver', count }) as const),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('drop', 'window', 'reconnect', 'goes offline', 'forget', 'dismiss')
      .map((kind) => ({ kind }) as const),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(1, 61, 130).map((seconds) => ({ kind: 'time', seconds }) as const),
  },
);

async function carryOut(network: TwoDevices, what: Step): Promise<void> {
  const { alice } = network;
  switch (what.kind) {
    case 'menu':
      alice.menu(BOB, what.item);
      break;
    case 'option':
      useOption(network, what.at);
      break;
    case 'command':
      alice.command(BOB, what.text);
      break;
    case 'peer':
      peerDoes(network, what.device, what.does);
      break;
    case 'deliver':
      await network.deliver(what.count);
      break;
    case 'drop':
      network.drop();
      break;
    case 'window':
      alice.close(BOB);
      alice.window(BOB);
      break;
    case 'reconnect':
      alice.controller.signingOff(alice.account);
      alice.connected = false;
      alice.controller.accountsChanged();
      alice.connected = true;
      alice.controller.accountsChanged();
      break;
    case 'goes offline':
      alice.presence = 'offline';
      alice.controller.contactWentOffline(alice.id(BOB));
      break;
    case 'forget':
      for (const row of alice.controller.knownList.rows()) alice.controller.knownList.forget(row);
      break;
    case 'dismiss':
      alice.menu(BOB, 'later');
      break;
    case 'time':
      for (const host of network.all) host.pass(what.seconds * 1000);
  }
  alice.presence = 'online';
}

/** One of the entries about sessions. */
function useOption({ alice }: TwoDevices, at: number): void {
  const entries = submenu(alice.find(BOB)?.decoration?.menu ?? []).flatMap((item) =>
    item.kind === 'option' || item.kind === 'action' ? [item.id] : [],
  );
  const id = entries[at];
  if (id !== undefined) alice.menu(BOB, id);
}

function submenu(menu: readonly MenuItem[]): readonly MenuItem[] {
  return menu.flatMap((item) => (item.kind === 'folder' ? item.items : []));
}

function peerDoes(network: TwoDevices, device: DeviceName, does: string): void {
  if (does === 'restart') network.restart(device);
  else if (does === 'say') network[device].type(ALICE, 'hello');
  else network[device].menu(ALICE, does);
}

/** What becomes of a message, seen from outside: the wire, and whose instance it is for. */
type Fate = 'held' | 'clear' | DeviceName;

function fateOfNext(network: TwoDevices, text: string): Fate {
  const { alice } = network;
  const before = alice.wire.length;
  alice.window(BOB).entry = '';
  alice.type(BOB, text);
  const sent = alice.wire.slice(before);
  if (sent.some((packet) => packet.includes(text))) return 'clear';
  const data = sent.filter((packet) => packet.startsWith('?OTR:AAMD'));
  const last = data.at(-1);
  if (last === undefined) return 'held';
  const bytes = Buffer.from(unarmor(last));
  return network.deviceOf(bytes.readUInt32BE(7));
}

/** Read from the file, not asked of the program. */
function isVerified({ alice }: TwoDevices, fingerprint: string): boolean {
  const lines = (alice.files.text('otr.fingerprints') ?? '').split('\n');
  return lines.some((line) => {
    const [, , , key, trust = ''] = line.split('\t');
    return key === fingerprint && trust !== '';
  });
}

function isShownWaiting(alice: FakeHost, number: number): boolean {
  return alice.lines(BOB).includes(`Not sent yet, waiting: probe ${number}`);
}

const WORDS = {
  plaintext: 'Not private',
  unverified: 'Unverified',
  private: 'Private',
  finished: 'Finished',
} as const;

async function check(network: TwoDevices, number: number): Promise<void> {
  const { alice } = network;
  alice.pass(0);
  const decoration = alice.find(BOB)?.decoration;
  if (decoration === null || decoration === undefined) throw new Error('nothing is shown');
  const { level, word, tooltip, menu, bar } = decoration;
  alice.command(BOB, 'status');
  const status = alice.texts(BOB, 'line').at(-1) ?? '';
  const labels = menu.map((item) => (item.kind === 'label' ? item.label : ''));

  // the same in every place
  expect(word).toBe(WORDS[level]);
  expect(tooltip).toMatch(new RegExp(`^${word}\\. `));
  expect(labels).toContain(`Status: ${word}`);
  expect(status).toContain(`${word}. `);
  if (bar?.text.startsWith('Encrypted, but') === true) expect(level).toBe('unverified');

  // and true: files are written in the background
  await network.written();
  const fate = fateOfNext(network, `probe ${number}`);
  switch (level) {
    case 'plaintext':
      // what waits for an exchange, or for a session that is required, is shown as waiting
      if (fate !== 'clear') expect([fate, isShownWaiting(alice, number)]).toEqual(['held', true]);
      break;
    case 'finished':
      expect(fate).toBe('held');
      break;
    case 'unverified':
    case 'private':
      expect(fate).not.toBe('clear');
      if (fate === 'laptop' || fate === 'phone')
        expect(isVerified(network, FINGERPRINTS[fate])).toBe(level === 'private');
  }
}

/** The rows of the list are what the sessions are. */
function checkList({ alice }: TwoDevices): void {
  const page = alice.configure('known');
  const table = page.item('fingerprints');
  const level = alice.find(BOB)?.decoration?.level;
  const states = table?.kind === 'table' ? table.rows.map(({ cells }) => cells[1]) : [];
  if (level === 'private') expect(states).toContain('Private');
  if (level === 'unverified') expect(states).toContain('Unverified');
  if (level === 'plaintext')
    for (const state of states) expect(['Unused', 'Finished']).toContain(state);
}

test('what is shown is what happens to the next message', async () => {
  expect(FINGERPRINTS.laptop).toBe(BOB_FINGERPRINT);
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(step, { minLength: 5, maxLength: 25 }),
      async (begun, steps) => {
        const network = new TwoDevices();
        network.alice.window(BOB);
        if (begun) await network.begin();
        for (const [number, what] of steps.entries()) {
          await carryOut(network, what);
          await check(network, number);
        }
        checkList(network);
      },
    ),
    { numRuns: RUNS },
  );
}, 120_000);
