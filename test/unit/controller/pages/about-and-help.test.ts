// SPDX-License-Identifier: GPL-2.0-or-later
/** experience.md §2: the version, the engine’s health, and help inside the program. */
import { MemoryFiles } from '../../../support/memory-files.js';
import { BOB, twoPeople } from '../two-people.js';

test('About shows versions and that all is well', () => {
  const page = twoPeople().alice.configure('about');
  expect(page.text).toContain('otr-ts, version 1.2.3');
  expect(page.text).toContain('libpurple 2.14.12');
  expect(page.text).toContain('All its files could be read and written.');
});

test('About names what went wrong', () => {
  const files = new MemoryFiles();
  files.put('otr.private_key', 'nonsense');
  const { alice } = twoPeople({ files });
  alice.configure('keys');
  const page = alice.configure('about');
  expect(page.text).toContain('/home/somebody/.purple/otr.private_key');
  expect(page.text).not.toContain('could be read and written');
});

test.each([
  ['the menu', 'menu'],
  ['Tools', 'action'],
  ['About', 'about'],
])('help opens from %s, explains the levels, and leads nowhere outside', (_title, from) => {
  const { alice } = twoPeople();
  alice.window(BOB);
  if (from === 'menu') alice.menu(BOB, 'help');
  if (from === 'action') alice.controller.actionUsed('help');
  if (from === 'about') alice.configure('about').use('help');
  const help = alice.form('Help for Off-the-Record Messaging');
  const pages = help?.item('help');
  const text = JSON.stringify(pages);
  for (const word of ['Not private: ', 'Unverified: ', 'Private: ', 'Finished: ', '/otr start'])
    expect(text).toContain(word);
  expect(text).not.toMatch(/https?:/);
});

test('where there are no windows of ours the whole help is one text', () => {
  const { alice } = twoPeople();
  alice.hasDialogs = false;
  alice.menu(BOB, 'help');
  expect(alice.notices[0]?.text).toContain('Unverified: ');
});
