// SPDX-License-Identifier: GPL-2.0-or-later
/** experience.md §2.1, reference of pidgin-otr §1.2, §3: what holds for those without settings. */
import { ALICE, BOB, privatePeople, twoPeople, xmpp } from '../two-people.js';

test.each([
  ['nothing ticked', [false, true, false], 'enabled', '0'],
  ['not automatic', [true, false, false], 'automatic', '0'],
  ['required', [true, true, true], 'onlyprivate', '1'],
])('%s is pidgin-otr’s switches', (_title, [enabled, automatic, onlyprivate], item, value) => {
  const { alice } = twoPeople();
  const page = alice.configure('defaults');
  page.use(item, value);
  expect(alice.preferences.get('enabled') ?? true).toBe(enabled);
  expect(alice.preferences.get('automatic') ?? true).toBe(automatic);
  expect(alice.preferences.get('onlyprivate') ?? false).toBe(onlyprivate);
  expect(page.item(item)).toMatchObject({ value: value === '1' });
});

test('a box that means nothing alone is grey', () => {
  const { alice } = twoPeople();
  const page = alice.configure('defaults');
  page.use('automatic', '0');
  expect(page.item('onlyprivate')).toMatchObject({ sensitive: false });
  page.use('enabled', '0');
  expect(page.item('automatic')).toMatchObject({ sensitive: false });
});

test('takes the button away, and changes of others are seen', () => {
  const { alice } = twoPeople();
  alice.window(BOB);
  const page = alice.configure('defaults');
  page.use('showotrbutton', '0');
  expect(alice.find(BOB)?.decoration?.button).toBe(false);
  page.use('avoidloggingotr', '0');
  expect(page.item('avoidloggingotr')).toMatchObject({ value: false });
  alice.preferences.set('showotrbutton', true);
  alice.preferences.set('onlyprivate', true);
  alice.controller.preferenceChanged();
  expect(alice.find(BOB)?.decoration?.button).toBe(true);
  expect(page.item('onlyprivate')).toMatchObject({ value: true });
  expect(alice.guarded.has(BOB)).toBe(true);
});

describe('of one account', () => {
  const scope = `prpl-jabber ${ALICE}`;

  test('are those of all until the person wants others, and again when not', () => {
    const { alice } = twoPeople({ others: [xmpp('second@example.org')] });
    alice.window(BOB);
    const page = alice.configure('defaults');
    page.use('scope', scope);
    expect(page.item('as everybody')).toMatchObject({ value: true });
    expect(page.item('enabled')).toMatchObject({ value: true, sensitive: false });
    page.use('as everybody', '0');
    page.use('onlyprivate', '1');
    expect(alice.accountSettings.get(`${ALICE} otr-ts/policy`)).toBe('always');
    expect(alice.preferences.get('onlyprivate')).toBeUndefined();
    expect(alice.guarded.has(BOB)).toBe(true);
    alice.command(BOB, 'policy');
    expect(alice.lines(BOB)).toContain('(as for everybody on this account)');
    page.use('as everybody', '1');
    expect(alice.guarded.has(BOB)).toBe(false);
    page.use('scope', 'everybody');
    expect(page.item('as everybody')).toBeUndefined();
  });

  test('do not touch a contact with settings of its own', () => {
    const { alice } = twoPeople();
    alice.command(BOB, 'policy manual');
    const page = alice.configure('defaults');
    page.use('scope', scope);
    page.use('as everybody', '0');
    page.use('onlyprivate', '1');
    expect(alice.guarded.has(BOB)).toBe(false);
  });
});

describe('turning OTR off in a private conversation', () => {
  test('says what it ends, and does it only then', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    const page = alice.configure('defaults');
    page.use('enabled', '0');
    expect(alice.preferences.get('enabled')).toBeUndefined();
    expect(page.item('enabled')).toMatchObject({ value: true });
    const asked = alice.form('Turn private messaging off');
    expect(asked?.text).toContain('This ends 1 private conversation.');
    asked?.press('do');
    await network.settle();
    expect(alice.find(BOB)?.decoration?.level).toBe('plaintext');
    expect(bob.find(ALICE)?.decoration?.level).toBe('finished');
    expect(page.item('enabled')).toMatchObject({ value: false });
  });

  test('asks nothing where a contact’s own settings hold', async () => {
    const { alice } = await privatePeople();
    alice.command(BOB, 'policy manual');
    alice.configure('defaults').use('enabled', '0');
    expect(alice.form('Turn private messaging off')).toBeUndefined();
    expect(alice.find(BOB)?.decoration?.level).toBe('unverified');
  });
});
