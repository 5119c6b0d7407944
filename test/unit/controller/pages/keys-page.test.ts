// SPDX-License-Identifier: GPL-2.0-or-later
/** experience.md §2.1, §4: own keys, on the configuration page and in a window of their own. */
import type { FakeForm } from '../../../support/fake-form.js';
import { MemoryFiles } from '../../../support/memory-files.js';
import { ALICE, ALICE_KEY, BOB, OTHER_KEY, privatePeople, twoPeople, xmpp } from '../two-people.js';

const GROUPS = /([0-9A-F]{8} ){4}[0-9A-F]{8}/;

function rows(form: FakeForm): readonly (readonly string[])[] {
  const table = form.item('account');
  return table?.kind === 'table' ? table.rows.map(({ cells }) => cells) : [];
}

const button = (form: FakeForm, id: string): unknown => form.item(id);

test('every account is listed with its protocol, its key and the key’s fingerprint', async () => {
  const others = [{ ...xmpp('alice@irc.example.org'), protocol: 'prpl-irc', protocolName: 'IRC' }];
  const network = twoPeople({ others });
  const page = network.alice.configure();
  expect(rows(page)).toEqual([
    [ALICE, 'XMPP', 'None', ''],
    ['alice@irc.example.org', 'IRC', 'None', ''],
  ]);
  page.use('generate');
  expect(rows(page)[0]?.[2]).toBe('Generating…');
  expect(button(page, 'generate')).toMatchObject({ sensitive: false });
  await network.settle();
  expect(rows(page)[0]).toEqual([ALICE, 'XMPP', 'Ready', expect.stringMatching(GROUPS)]);
  expect(page.text).toMatch(new RegExp(`Fingerprint of ${ALICE} \\(XMPP\\):\n${GROUPS.source}`));
});

test('what is done, is done to the account that is selected', async () => {
  const network = twoPeople({ others: [xmpp('second@example.org')] });
  const page = network.alice.configure();
  page.use('account', 'prpl-jabber second@example.org');
  page.use('generate');
  await network.settle();
  expect(rows(page).map(([, , state]) => state)).toEqual(['None', 'Ready']);
  expect(network.alice.files.text('otr.private_key')).toContain('(name "second@example.org")');
});

test('the window of Tools → My keys shows the same, and there is one of it', async () => {
  const network = await privatePeople();
  network.alice.controller.actionUsed('keys');
  const window = network.alice.form('My OTR keys');
  expect(window?.text).toMatch(GROUPS);
  network.alice.controller.actionUsed('keys');
  expect(network.alice.forms.filter(({ open }) => open)).toHaveLength(1);
  expect(window?.presented).toBe(1);
  window?.close();
  network.alice.controller.actionUsed('keys');
  expect(network.alice.forms.filter(({ open }) => open)).toHaveLength(1);
});

test('the QR code holds the address that other programs read', async () => {
  const { alice } = await privatePeople();
  alice.configure().use('code');
  const window = alice.form('QR code');
  expect(window?.text).toMatch(/xmpp:alice@example\.org\?otr-fingerprint=[0-9A-F]{40}/);
  expect(window?.items.some(({ kind }) => kind === 'picture')).toBe(true);
});

describe('a copy of the key', () => {
  test('is saved behind a warning, where the person says', async () => {
    const { alice } = await privatePeople();
    const page = alice.configure();
    page.use('export key');
    expect(alice.choosers).toHaveLength(0);
    expect(alice.form('Save a copy')?.text).toContain('can pretend to be you');
    alice.form('Save a copy')?.press('do');
    expect(alice.choosers[0]).toMatchObject({ kind: 'save', proposal: 'otr.private_key' });
    alice.choosers[0]?.choose('/media/stick/key');
    expect(Buffer.from(alice.outside.contents.get('/media/stick/key') ?? []).toString()).toContain(
      '(private-key',
    );
    expect(page.text).toContain('The key was saved as /media/stick/key.');
  });

  test('that cannot be written says why', async () => {
    const { alice } = await privatePeople();
    const page = alice.configure();
    alice.outside.refusal = 'no-space';
    page.use('export key');
    alice.form('Save a copy')?.press('do');
    alice.choosers[0]?.choose('/media/stick/key');
    expect(page.text).toContain('could not be written: the disk is full.');
  });
});

describe('replacing a key', () => {
  test('is asked for twice, keeps the old one, and shows the new one', async () => {
    const files = new MemoryFiles();
    const network = twoPeople({ files, generate: () => Promise.resolve(OTHER_KEY) });
    const { alice } = network;
    const page = alice.configure();
    page.use('generate');
    await network.settle();
    const before = rows(page)[0]?.[3];
    page.use('replace');
    alice.form('Replace your key')?.close();
    await network.settle();
    expect(files.text('otr-ts.former_keys')).toBeNull();
    expect(rows(page)[0]?.[3]).toBe(before);
  });

  test('makes another key when the person still wants it', async () => {
    const keys = [ALICE_KEY, OTHER_KEY];
    const generate = (): Promise<typeof ALICE_KEY> => Promise.resolve(keys.shift() ?? OTHER_KEY);
    const network = twoPeople({ generate });
    const { alice } = network;
    const page = alice.configure();
    page.use('generate');
    await network.settle();
    const before = rows(page)[0]?.[3];
    page.use('replace');
    alice.form('Replace your key')?.press('do');
    expect(rows(page)[0]?.[2]).toBe('Generating…');
    expect(button(page, 'replace')).toMatchObject({ sensitive: false });
    await network.settle();
    expect(rows(page)[0]?.[3]).toMatch(GROUPS);
    expect(rows(page)[0]?.[3]).not.toBe(before);
    expect(page.text).toContain(`There is a new key for ${ALICE} (XMPP).`);
    expect(alice.files.text('otr-ts.former_keys')).toContain('(private-key');
  });

  test('is refused in a private conversation, and says so on the page', async () => {
    const network = await privatePeople();
    const page = network.alice.configure();
    page.use('replace');
    network.alice.form('Replace your key')?.press('do');
    await network.settle();
    expect(page.text).toContain('End the private conversations');
  });
});

test('a damaged key file is named, left alone, and gets no silent new key', async () => {
  const files = new MemoryFiles();
  files.put('otr.private_key', '(privkeys (account');
  const network = twoPeople({ files });
  const { alice } = network;
  alice.window(BOB);
  const page = alice.configure();
  expect(page.text).toContain('/home/somebody/.purple/otr.private_key');
  expect(button(page, 'generate')).toMatchObject({ sensitive: false });
  alice.menu(BOB, 'start');
  await network.settle();
  expect(alice.lines(BOB)).toContain('It has been left as it is.');
  expect(alice.find(BOB)?.decoration?.level).toBe('plaintext');
  expect(files.text('otr.private_key')).toBe('(privkeys (account');
  expect(alice.notices).toHaveLength(1);
  files.contents.delete('otr.private_key');
  expect(button(alice.configure(), 'generate')).toMatchObject({ sensitive: true });
});

test('a key under another resource is the account’s key', async () => {
  const files = new MemoryFiles();
  const first = await privatePeople({ files });
  expect(first.alice.files.text('otr.private_key')).toContain(ALICE);
  const again = await privatePeople({ files, account: xmpp(`${ALICE}/Work`), key: OTHER_KEY });
  expect(button(again.alice.configure(), 'generate')).toMatchObject({ sensitive: false });
  expect(files.text('otr.private_key')?.match(/\(account/g)).toHaveLength(1);
  expect(again.alice.lines(BOB)).not.toContain('new key');
});

test('says when a key could not be made, and what waited comes back', async () => {
  const network = twoPeople({ generate: () => Promise.reject(new Error('no entropy')) });
  const { alice } = network;
  alice.preferences.set('onlyprivate', true);
  alice.window(BOB);
  alice.type(BOB, 'waits');
  await network.settle();
  expect(alice.lines(BOB)).toContain('There is no key for OTR: it could not be made.');
  expect(alice.find(BOB)?.entry).toBe('waits');
});
