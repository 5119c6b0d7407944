// SPDX-License-Identifier: GPL-2.0-or-later
/** experience.md §8, safety.md §1: another plugin was switched off for ours; its sessions are gone. */
import { MemoryFiles } from '../../support/memory-files.js';
import { BOB, BOB_FINGERPRINT, twoPeople } from './two-people.js';

const LINE = `${BOB}\talice@example.org\tprpl-jabber\t${BOB_FINGERPRINT}\tverified\n`;

function known(): MemoryFiles {
  const files = new MemoryFiles();
  files.put('otr.fingerprints', LINE);
  return files;
}

test('to whom had private conversations nothing is sent before the person has chosen', async () => {
  const network = twoPeople({ files: known(), takesOver: true });
  const { alice } = network;
  alice.window(BOB);
  expect(alice.find(BOB)?.decoration?.level).toBe('finished');
  expect(alice.guarded.has(BOB)).toBe(true);
  alice.type(BOB, 'private words');
  expect(alice.wire).toEqual([]);
  expect(alice.find(BOB)?.entry).toBe('private words');
  expect(alice.lines(BOB)).toContain('when this plugin took over');
  alice.menu(BOB, 'start');
  await network.settle();
  expect(alice.find(BOB)?.decoration?.level).toBe('private');
});

test('going on without encryption is the person’s own choice', () => {
  const { alice } = twoPeople({ files: known(), takesOver: true });
  alice.window(BOB);
  alice.menu(BOB, 'end');
  alice.type(BOB, 'public words');
  expect(alice.wire[0]).toContain('public words');
});

test('somebody who never was in a private conversation is not held', () => {
  const { alice } = twoPeople({ takesOver: true });
  alice.type(BOB, 'hello');
  expect(alice.wire[0]).toContain('hello');
});

test('without a take-over nothing of this happens', () => {
  const { alice } = twoPeople({ files: known() });
  alice.type(BOB, 'hello');
  expect(alice.wire[0]).toContain('hello');
});
