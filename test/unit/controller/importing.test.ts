// SPDX-License-Identifier: GPL-2.0-or-later
/** experience.md §8: import reads other programs' files, shows what it would change, and then does it. */
import type { FoundProgram, Importing } from '../../../src/controller/importing.js';
import type { Import } from '../../../src/store/import/detect.js';
import { fingerprintOf } from '../../../src/crypto/fingerprint.js';
import { foundAccountId } from '../../../src/store/import/assign.js';
import { PrivateKeys } from '../../../src/store/private-keys.js';
import { FakeHost } from '../../support/fake-host.js';
import { filesOf } from '../../support/import/files.js';
import { must } from '../../support/store/read-fixture.js';
import { ALICE_KEY, OTHER_KEY, xmpp } from './two-people.js';

const PROFANITY = '/home/somebody/.local/share/profanity/otr';
const PROFANITY_KEY = '940c0ea730ee599afbcdf510b69bd670bf880435';
const PROFANITY_BOB = '7c914b0d9a14ee6ee2b007680f6e3ae92c147dd6';
const LINE = `bob@localhost\talice@localhost/Home\tprpl-jabber\t${PROFANITY_BOB}`;

function host(key = ALICE_KEY): FakeHost {
  return new FakeHost({ account: xmpp('alice@localhost/Home'), key });
}

function put(alice: FakeHost, program: string, folder: string): void {
  for (const { name, bytes } of filesOf(program))
    alice.outside.contents.set(`${folder}/${name}`, bytes);
}

function read(importing: Importing, folder: string): Import {
  const found = importing.read([folder]);
  if (typeof found === 'string') throw new Error(found);
  return found;
}

function ownFingerprints({ files }: FakeHost): readonly string[] {
  const keys = must(PrivateKeys.parse(Buffer.from(files.text('otr.private_key') ?? '(privkeys)')));
  return keys.entries.map((entry) => (entry.kind === 'key' ? fingerprintOf(entry.key) : '?'));
}

test('programs are found where they put their files', () => {
  const alice = host();
  const { importing } = alice.controller;
  expect(importing.look()).toEqual([]);
  put(alice, 'profanity', PROFANITY);
  put(alice, 'irssi', '/home/somebody/.irssi/otr');
  put(alice, 'psi', '/home/somebody/.local/share/psi+/profiles');
  put(alice, 'poezio', '/data/poezio/otr');
  alice.outside.contents.set('/home/somebody/.config/coyim/window.json', Buffer.from('{}'));
  const found = (programs: readonly FoundProgram[]): unknown =>
    programs.map(({ program, folders }) => [program.name, ...folders]);
  expect(found(importing.look())).toEqual([
    ['irssi', '/home/somebody/.irssi/otr'],
    ['profanity', PROFANITY],
    ['Psi', '/home/somebody/.local/share/psi+/profiles'],
  ]);
  alice.outside.variables.set('XDG_DATA_HOME', '/data');
  expect(found(importing.look())).toEqual([
    ['irssi', '/home/somebody/.irssi/otr'],
    ['poezio', '/data/poezio/otr'],
  ]);
});

test('a plan changes nothing; applied, the key and the trust are there, and kept as they are', async () => {
  const alice = host();
  const { importing } = alice.controller;
  put(alice, 'profanity', PROFANITY);
  const plan = importing.plan(read(importing, PROFANITY));
  expect(plan).toMatchObject({
    keys: [{ fingerprint: PROFANITY_KEY, change: 'add', to: { account: 'alice@localhost/Home' } }],
    fingerprints: [{ contact: 'bob@localhost', trust: 'trusted', change: 'add' }],
    problems: [],
  });
  expect(alice.files.contents.size).toBe(0);
  expect(await importing.apply(plan)).toEqual({ keys: 1, fingerprints: 1, failures: [] });
  expect(ownFingerprints(alice)).toEqual([PROFANITY_KEY]);
  expect(alice.files.text('otr.fingerprints')).toBe(`${LINE}\ttrusted\n`);
  const [row] = alice.controller.knownList.rows();
  expect(row).toMatchObject({
    trust: 'trusted',
    record: { verified: { how: 'import', on: '2026-08-03' } },
  });
  const again = importing.plan(read(importing, PROFANITY));
  expect(again).toMatchObject({ keys: [{ change: 'same' }], fingerprints: [{ change: 'same' }] });
  expect(await importing.apply(again)).toEqual({ keys: 0, fingerprints: 0, failures: [] });
});

test('another key of the account stays, unless the person wants it replaced; then it is kept', async () => {
  const alice = host();
  const { importing, keyActions } = alice.controller;
  await keyActions.renew(alice.account);
  put(alice, 'profanity', PROFANITY);
  const plan = importing.plan(read(importing, PROFANITY));
  expect(plan.keys).toMatchObject([{ change: 'conflict' }]);
  expect(await importing.apply(plan)).toEqual({ keys: 0, fingerprints: 1, failures: [] });
  expect(ownFingerprints(alice)).toEqual([fingerprintOf(ALICE_KEY)]);
  expect(await importing.apply(plan, plan.keys)).toMatchObject({ keys: 1, failures: [] });
  expect(ownFingerprints(alice)).toEqual([PROFANITY_KEY]);
  expect(alice.files.text('otr-ts.former_keys')).toContain('(name "alice@localhost/Home")');
});

test('trust of ours is never changed', async () => {
  const alice = host();
  const { importing } = alice.controller;
  const other = LINE.replace('/Home', '/Old');
  alice.files.put('otr.fingerprints', `${other}\tsmp\n`);
  put(alice, 'profanity', PROFANITY);
  await importing.apply(importing.plan(read(importing, PROFANITY)));
  expect(alice.files.text('otr.fingerprints')).toBe(`${other}\tsmp\n`);
});

test('trust gained here between plan and import stays too', async () => {
  const alice = host();
  const { importing, knownList } = alice.controller;
  alice.files.put('otr.fingerprints', `${LINE}\t\n`);
  put(alice, 'profanity', PROFANITY);
  const plan = importing.plan(read(importing, PROFANITY));
  expect(plan.fingerprints).toMatchObject([{ change: 'trust' }]);
  const [row] = knownList.rows();
  if (row !== undefined) knownList.setVerified(row, 'fingerprint');
  await importing.apply(plan);
  expect(alice.files.text('otr.fingerprints')).toBe(`${LINE}\tverified\n`);
});

test('a key made here between plan and import stays', async () => {
  const alice = host(OTHER_KEY);
  const { importing, keyActions } = alice.controller;
  put(alice, 'profanity', PROFANITY);
  const plan = importing.plan(read(importing, PROFANITY));
  await keyActions.renew(alice.account);
  expect(await importing.apply(plan)).toMatchObject({
    keys: 0,
    failures: ['alice@localhost/Home has a key by now: it was kept.'],
  });
  expect(ownFingerprints(alice)).toEqual([fingerprintOf(OTHER_KEY)]);
});

test('what belongs to no account of ours is left out until the person says whose it is', async () => {
  const alice = host();
  const { importing } = alice.controller;
  put(alice, 'irssi', '/irssi');
  const found = read(importing, '/irssi');
  const plan = importing.plan(found);
  expect(await importing.apply(plan)).toEqual({ keys: 0, fingerprints: 0, failures: [] });
  expect(alice.files.contents.size).toBe(0);
  const account = { protocol: 'prpl-irc', account: 'alice@irc.example.net' };
  const chosen = new Map(plan.accounts.map(({ from }) => [foundAccountId(from), account]));
  expect(await importing.apply(importing.plan(found, chosen))).toMatchObject({
    keys: 1,
    fingerprints: 1,
  });
  expect(alice.files.text('otr.fingerprints')).toMatch(/^bob\talice@irc\.example\.net\tprpl-irc\t/);
});

test('a folder that cannot be read, or holds nothing, is said to', () => {
  const { controller, outside } = host();
  outside.contents.set('/some/where/notes.txt', Buffer.from('x'));
  expect(controller.importing.read(['/some/where/notes.txt'])).toMatchObject({ keys: [] });
  outside.refusal = 'denied';
  expect(controller.importing.read(['/other'])).toContain(
    '/other cannot be used: access was denied',
  );
});

test('when our own files cannot be written, the person is told, and what was there stays', async () => {
  const alice = host();
  const { importing } = alice.controller;
  alice.files.put('otr.private_key', 'not a key file');
  alice.files.unwritable.set('otr.fingerprints', 'no-space');
  put(alice, 'profanity', PROFANITY);
  const result = await importing.apply(importing.plan(read(importing, PROFANITY)));
  expect(result).toMatchObject({ keys: 0, fingerprints: 0 });
  expect(result.failures).toEqual([
    'The file /home/somebody/.purple/otr.fingerprints could not be written: the disk is full.',
    'The file /home/somebody/.purple/otr.private_key cannot be used: line 1 is damaged. It has been left as it is.',
  ]);
  expect(alice.files.text('otr.private_key')).toBe('not a key file');
});
