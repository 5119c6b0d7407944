// SPDX-License-Identifier: GPL-2.0-or-later
/** experience.md §8: Import… shows what it would do, does it after OK, and says what came of it. */
import type { FakeForm } from '../../../support/fake-form.js';
import { FakeHost } from '../../../support/fake-host.js';
import { filesOf } from '../../../support/import/files.js';
import { ALICE_KEY, xmpp } from '../two-people.js';

const PROFANITY = '/home/somebody/.local/share/profanity/otr';
const IRSSI = '/media/stick/irssi';

function host(): FakeHost {
  const irc = { protocol: 'prpl-irc', username: 'alice@irc.example.net', protocolName: 'IRC' };
  const others = [{ ...irc, connected: true }];
  return new FakeHost({ account: xmpp('alice@localhost/Home'), key: ALICE_KEY, others });
}

function put(alice: FakeHost, program: string, folder: string): void {
  for (const { name, bytes } of filesOf(program))
    alice.outside.contents.set(`${folder}/${name}`, bytes);
}

function open(alice: FakeHost): FakeForm {
  alice.controller.actionUsed('import');
  const form = alice.form('Import');
  if (form === undefined) throw new Error('no window');
  return form;
}

function rows(form: FakeForm): readonly (readonly string[])[] {
  const table = form.item('plan');
  return table?.kind === 'table' ? table.rows.map(({ cells }) => cells) : [];
}

const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 20));

test('a program that is found is offered; nothing changes before Import, and then it says what was done', async () => {
  const alice = host();
  put(alice, 'profanity', PROFANITY);
  const form = open(alice);
  expect(form.item('program')).toMatchObject({ chosen: 'profanity' });
  form.press('read');
  expect(form.model.title).toBe('Import from profanity');
  expect(form.text).toContain('1 key of yours is added. 1 fingerprint is added.');
  expect(rows(form).map(([whose, account, , what]) => [whose, account, what])).toEqual([
    ['Your key', 'alice@localhost/Home', 'is added'],
    ['bob@localhost', 'alice@localhost/Home', 'is added as verified'],
  ]);
  expect(alice.files.contents.size).toBe(0);
  form.press('import');
  await settled();
  expect(form.text).toContain('1 key was imported. 1 fingerprint was imported.');
  expect(alice.files.text('otr.fingerprints')).toContain('bob@localhost');
  form.close();
  const again = open(alice);
  again.press('read');
  expect(again.text).toContain('There is nothing new to add.');
  expect(again.button('import')).toBe(false);
});

test('the way back is open, and Cancel changes nothing', () => {
  const alice = host();
  put(alice, 'profanity', PROFANITY);
  const form = open(alice);
  form.press('read');
  form.press('back');
  expect(form.model.title).toBe('Import from another program');
  form.press('read');
  form.close();
  expect(alice.files.contents.size).toBe(0);
});

test('another folder is chosen in the file chooser, or typed', () => {
  const alice = host();
  put(alice, 'irssi', IRSSI);
  const form = open(alice);
  expect(form.button('read')).toBe(false);
  form.use('folder');
  expect(alice.choosers[0]).toMatchObject({ kind: 'folder' });
  alice.choosers[0]?.choose(IRSSI);
  expect(form.item('path')).toMatchObject({ value: IRSSI });
  form.press('read');
  expect(form.model.title).toBe('Import from irssi');
});

test('an account whose name does not tell whose it is is asked for', async () => {
  const alice = host();
  put(alice, 'irssi', IRSSI);
  const form = open(alice);
  form.use('path', IRSSI);
  form.press('read');
  expect(rows(form).map((cells) => cells.at(-1))).toEqual([
    'account not known',
    'account not known',
  ]);
  const asked = form.items.find((item) => 'id' in item && item.id.startsWith('account '));
  if (asked?.kind !== 'choice') throw new Error('nobody is asked');
  expect(asked.chosen).toBe('nowhere');
  form.use(asked.id, 'prpl-irc alice@irc.example.net');
  expect(rows(form).map((cells) => cells.at(-1))).toEqual(['is added', 'is added as verified']);
  expect(form.item(asked.id)).toMatchObject({ chosen: 'prpl-irc alice@irc.example.net' });
  form.press('import');
  await settled();
  expect(alice.files.text('otr.private_key')).toContain('alice@irc.example.net');
});

test('a key of ours is replaced only when the person says so', async () => {
  const alice = host();
  put(alice, 'profanity', PROFANITY);
  alice.configure().use('generate');
  await settled();
  const before = alice.files.text('otr.private_key');
  const form = open(alice);
  form.press('read');
  expect(rows(form)[0]?.at(-1)).toBe('another key is there');
  form.press('import');
  await settled();
  expect(alice.files.text('otr.private_key')).toBe(before);
  form.close();
  const again = open(alice);
  again.press('read');
  again.use('replace 0', '1');
  again.press('import');
  await settled();
  expect(alice.files.text('otr.private_key')).not.toBe(before);
  expect(alice.files.text('otr-ts.former_keys')).toContain('(private-key');
});

describe('what cannot be read', () => {
  test.each([
    ['a folder that is not there', '/nowhere', /The file \/nowhere cannot be used/],
    ['a folder without keys', '/media/empty', /No keys of any known program are in \/media\/empty/],
    ['a damaged file', '/media/bad/otr.private_key', /otr\.private_key cannot be used: .*damaged/],
  ])('%s: which and why stands beside the field, and what was typed stays', (_title, path, why) => {
    const alice = host();
    alice.outside.contents.set('/media/empty/notes.txt', Buffer.from('x'));
    alice.outside.contents.set('/media/bad/otr.private_key', Buffer.from('(privkeys (account'));
    const form = open(alice);
    form.use('path', path);
    form.press('read');
    const entry = form.item('path');
    if (entry?.kind !== 'entry') throw new Error('no field');
    expect(entry.problem).toMatch(why);
    expect(entry.value).toBe(path);
    expect(alice.files.contents.size).toBe(0);
    form.use('path', `${path}/x`);
    expect(form.item('path')).toMatchObject({ problem: '' });
  });

  test('part of it is named beside what can be imported', () => {
    const alice = host();
    put(alice, 'profanity', PROFANITY);
    alice.outside.contents.set(`${PROFANITY}/broken/keys.txt`, Buffer.from('(privkeys (account'));
    const form = open(alice);
    form.press('read');
    expect(form.text).toContain('broken/keys.txt cannot be used');
    expect(rows(form).length).toBeGreaterThan(0);
  });
});

test('what does not reach the disk is said', async () => {
  const alice = host();
  put(alice, 'profanity', PROFANITY);
  alice.files.unwritable.set('otr.fingerprints', 'no-space');
  const form = open(alice);
  form.press('read');
  form.press('import');
  await settled();
  expect(form.text).toContain('could not be written: the disk is full.');
});
