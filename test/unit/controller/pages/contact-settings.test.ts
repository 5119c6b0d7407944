// SPDX-License-Identifier: GPL-2.0-or-later
/** experience.md §2.4: the settings of one contact, stored as pidgin-otr stores them. */
import type { FakeForm } from '../../../support/fake-form.js';
import type { FakeHost } from '../../../support/fake-host.js';
import { ALICE, BOB, privatePeople, twoPeople } from '../two-people.js';

function open(host: FakeHost): FakeForm {
  host.window(BOB);
  host.menu(BOB, 'settings');
  const form = host.form(`OTR settings for ${BOB}`);
  if (form === undefined) throw new Error('no window');
  return form;
}

test('shows the defaults, grey, until the person wants others', () => {
  const { alice } = twoPeople();
  const form = open(alice);
  expect(form.item('default')).toMatchObject({ value: true });
  expect(form.item('automatic')).toMatchObject({ value: true, sensitive: false });
  form.use('default', '0');
  expect(form.item('automatic')).toMatchObject({ value: true, sensitive: true });
});

test('nothing takes effect before it is saved, and Cancel changes nothing', () => {
  const { alice } = twoPeople();
  const form = open(alice);
  form.use('default', '0');
  form.use('onlyprivate', '1');
  form.close();
  expect(alice.buddySettings.size).toBe(0);
  expect(alice.guarded.has(BOB)).toBe(false);
  expect(open(alice).item('default')).toMatchObject({ value: true });
});

test('saves all of pidgin-otr’s settings together', () => {
  const { alice } = twoPeople();
  const form = open(alice);
  form.use('default', '0');
  form.use('onlyprivate', '1');
  form.use('avoidloggingotr', '0');
  form.press('save');
  expect(form.open).toBe(false);
  expect(Object.fromEntries(alice.buddySettings)).toEqual({
    [`${BOB} OTR/overridedefault`]: true,
    [`${BOB} OTR/enabled`]: true,
    [`${BOB} OTR/automatic`]: true,
    [`${BOB} OTR/onlyprivate`]: true,
    [`${BOB} OTR/avoidloggingotr`]: false,
  });
  expect(alice.guarded.has(BOB)).toBe(true);
  const again = open(alice);
  expect(again.item('onlyprivate')).toMatchObject({ value: true });
  again.use('default', '1');
  again.press('save');
  expect(alice.guarded.has(BOB)).toBe(false);
});

test('says beforehand that a private conversation ends', async () => {
  const network = await privatePeople();
  const form = open(network.alice);
  form.use('default', '0');
  form.use('enabled', '0');
  expect(form.text).toContain('Saving this ends the private conversation');
  expect(network.alice.find(BOB)?.decoration?.level).toBe('unverified');
  form.press('save');
  await network.settle();
  expect(network.alice.find(BOB)?.decoration?.level).toBe('plaintext');
  expect(network.bob.find(ALICE)?.decoration?.level).toBe('finished');
});

test('somebody who is not in the buddy list has none, and why is said', () => {
  const { alice } = twoPeople();
  alice.presence = 'none';
  const form = open(alice);
  expect(form.text).toContain('not in your buddy list');
  expect(form.button('save')).toBeNull();
});

test('there is one such window for each contact; from the buddy list it opens no conversation', () => {
  const { alice } = twoPeople();
  alice.controller.buddyMenuUsed(alice.id(BOB), 'settings');
  alice.controller.buddyMenuUsed(alice.id(BOB), 'settings');
  expect(alice.forms.filter(({ open: isOpen }) => isOpen)).toHaveLength(1);
  expect(alice.find(BOB)).toBeNull();
});

test('without windows the policy is shown as a line', () => {
  const { alice } = twoPeople();
  alice.hasDialogs = false;
  expect(alice.command(BOB, 'settings')).toBeNull();
  expect(alice.lines(BOB)).toContain('Private conversations with');
});
