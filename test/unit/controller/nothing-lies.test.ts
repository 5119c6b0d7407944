// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * experience.md §1: "The level is that of the session the *next* message will use", in every place at
 * once. What is shown is compared with what then happens to a message, whatever has happened before.
 */
import fc from 'fast-check';
import type { Level } from '../../../src/controller/level.js';
import type { MenuItem } from '../../../src/controller/models.js';
import type { Decoration } from '../../../src/controller/ports.js';
import { fingerprintOf } from '../../../src/crypto/fingerprint.js';
import { unarmor } from '../../../src/wire/armor.js';
import type { FakeHost } from '../../support/fake-host.js';
import { carryOut, step } from './everything.js';
import { TwoDevices } from './two-devices.js';
import { BOB, BOB_FINGERPRINT, BOB_KEY } from './two-people.js';

const RUNS = Number(process.env['OTR_LIES_RUNS'] ?? 40);

/** What becomes of a message, seen from outside: the wire, and whose instance it is for. */
type Fate = 'held' | 'clear' | ReturnType<TwoDevices['programOf']>;

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
  return network.programOf(Buffer.from(unarmor(last)).readUInt32BE(7));
}

/** Read from the file, not asked of the program. */
function isVerified({ alice }: TwoDevices, fingerprint: string): boolean {
  const lines = (alice.files.text('otr.fingerprints') ?? '').split('\n');
  return lines.some((line) => {
    const [, , , key, trust = ''] = line.split('\t');
    return key?.startsWith(fingerprint.toLowerCase()) === true && trust !== '';
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

/** What `/otr ARGS` answers. */
function answer({ alice }: TwoDevices, args: string): string {
  alice.command(BOB, args);
  return alice.texts(BOB, 'line').at(-1) ?? '';
}

function decorationOf({ alice }: TwoDevices): Decoration {
  const decoration = alice.find(BOB)?.decoration;
  if (decoration === null || decoration === undefined) throw new Error('nothing is shown');
  return decoration;
}

/** The same level in the button, its tooltip, the menu, the bar, and in words. */
function checkPlaces(network: TwoDevices, decoration: Decoration): void {
  const { level, word, tooltip, menu, bar } = decoration;
  const labels = menu.map((item) => (item.kind === 'label' ? item.label : ''));
  expect(word).toBe(WORDS[level]);
  expect(tooltip).toMatch(new RegExp(`^${word}\\. `));
  expect(labels).toContain(`Status: ${word}`);
  expect(answer(network, 'status')).toContain(`${word}. `);
  if (bar?.text.startsWith('Encrypted, but') === true) expect(level).toBe('unverified');
  checkSessions(network, menu);
}

/** Each of several sessions has the level that its key has in the file. */
function checkSessions(network: TwoDevices, menu: readonly MenuItem[]): void {
  for (const folder of menu)
    for (const item of folder.kind === 'folder' ? folder.items : []) {
      const [, word, key] =
        (item.kind === 'option' && /: (.*), key ([0-9A-F]{8})…/.exec(item.label)) || [];
      if (word === undefined || key === undefined || word === WORDS.finished) continue;
      expect(word).toBe(isVerified(network, key) ? WORDS.private : WORDS.unverified);
    }
}

/** A buddy's menu is there whether a window is open or not. */
function checkBuddy({ alice }: TwoDevices, level: Level): void {
  const menu = alice.controller.buddyMenu(alice.id(BOB));
  const isEncrypted = level === 'unverified' || level === 'private';
  for (const item of menu)
    if (item.kind === 'action' && item.id === 'verify') expect(item.sensitive).toBe(isEncrypted);
    else if (item.kind === 'action' && item.id === 'start' && isEncrypted)
      expect(item.sensitive).toBe(false);
}

/** The rows of the list are what the sessions are. */
function checkList({ alice }: TwoDevices, level: Level): void {
  const uses = alice.controller.knownList.rows().map(({ use }) => use);
  if (level === 'private' || level === 'unverified') expect(uses).toContain(level);
  if (level === 'plaintext') for (const use of uses) expect(['unused', 'finished']).toContain(use);
}

/** What happens to a message is what was shown before. */
function checkFate(network: TwoDevices, shown: Decoration, number: number): void {
  const said = answer(network, 'sessions');
  const fate = fateOfNext(network, `probe ${number}`);
  if (shown.bar?.text.includes('Nothing is sent') === true) expect(fate).toBe('held');
  switch (shown.level) {
    case 'plaintext':
      // what waits for an exchange, or for a session that is required, is shown as waiting
      if (fate !== 'clear')
        expect([fate, isShownWaiting(network.alice, number)]).toEqual(['held', true]);
      break;
    case 'finished':
      expect(fate).toBe('held');
      break;
    case 'unverified':
    case 'private':
      expect(fate).not.toBe('clear');
      if (typeof fate === 'string') break;
      expect(isVerified(network, fate.fingerprint)).toBe(shown.level === 'private');
      expect(said.slice(said.indexOf('Messages go to'))).toContain(`(${fate.device})`);
  }
}

async function check(network: TwoDevices, number: number): Promise<void> {
  const { alice } = network;
  alice.pass(0);
  await network.written(); // files are written in the background
  // a closed window stays closed: what it shows is looked at when it is open again
  if (alice.find(BOB) === null) return;
  const shown = decorationOf(network);
  checkPlaces(network, shown);
  checkBuddy(network, shown.level);
  checkList(network, shown.level);
  checkFate(network, shown, number);
}

test(
  'what is shown is what happens to the next message',
  async () => {
    expect(fingerprintOf(BOB_KEY)).toBe(BOB_FINGERPRINT);
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
          network.alice.window(BOB);
          await check(network, steps.length);
        },
      ),
      { numRuns: RUNS },
    );
  },
  RUNS * 1000,
);
