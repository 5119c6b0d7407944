// SPDX-License-Identifier: GPL-2.0-or-later
/** experience.md §2.1: known fingerprints with their true state; nothing is lost by a slip. */
import type { FakeForm } from '../../../support/fake-form.js';
import type { FakeHost } from '../../../support/fake-host.js';
import { MemoryFiles } from '../../../support/memory-files.js';
import { ALICE, BOB, BOB_FINGERPRINT, OTHER_KEY, privatePeople, twoPeople } from '../two-people.js';

interface Line {
  readonly id: string;
  readonly cells: readonly string[];
}

function lines(form: FakeForm): readonly Line[] {
  const table = form.item('fingerprints');
  return table?.kind === 'table' ? table.rows : [];
}

const cells = (form: FakeForm): readonly (readonly string[])[] =>
  lines(form).map(({ cells: all }) => all);

function select(form: FakeForm, ...at: readonly number[]): void {
  form.use('fingerprints', at.map((i) => lines(form)[i]?.id ?? '').join('\n'));
}

const button = (form: FakeForm, id: string): boolean | undefined => {
  const item = form.item(id);
  return item?.kind === 'button' ? item.sensitive : undefined;
};

const bobsFingerprint = BOB_FINGERPRINT.toUpperCase().replace(/(.{8})(?=.)/g, '$1 ');

test('a row tells contact, true state, how and when verified, when seen, account and key', async () => {
  const network = await privatePeople();
  const { alice } = network;
  alice.aliases.set(BOB, 'Bob');
  const page = alice.configure('known');
  const row = (state: string, verified: string): readonly (readonly string[])[] => [
    ['Bob', state, verified, '2026-08-03', bobsFingerprint, `${ALICE} (XMPP)`, '2026-08-03'],
  ];
  expect(cells(page)).toEqual(row('Unverified', 'No'));
  alice.command(BOB, `verify ${BOB_FINGERPRINT}`);
  alice.pass(0);
  expect(cells(page)).toEqual(row('Private', 'Fingerprint, 2026-08-03'));
  network.bob.menu(ALICE, 'end');
  await network.settle();
  expect(cells(page)).toEqual(row('Finished', 'Fingerprint, 2026-08-03'));
  alice.menu(BOB, 'end');
  alice.pass(0);
  expect(cells(page)).toEqual(row('Unused', 'Fingerprint, 2026-08-03'));
});

test.each([
  ['verified', 'Yes'],
  ['smp', 'Yes'],
  ['', 'No'],
])('trust “%s” of pidgin-otr’s file, of which nothing else is known, is “%s”', (trust, shown) => {
  const files = new MemoryFiles();
  files.put('otr.fingerprints', `${BOB}\t${ALICE}\tprpl-jabber\t${BOB_FINGERPRINT}\t${trust}\n`);
  const page = twoPeople({ files }).alice.configure('known');
  expect(cells(page)[0]?.slice(1, 4)).toEqual(['Unused', shown, '']);
});

test('what cannot be done cannot be pressed', async () => {
  const network = await privatePeople();
  const page = network.alice.configure('known');
  const all = ['start', 'end', 'verify', 'forget', 'undo'];
  expect(all.map((id) => button(page, id))).toEqual([false, false, false, false, false]);
  select(page, 0);
  expect(all.map((id) => button(page, id))).toEqual([false, true, true, false, false]);
  network.alice.menu(BOB, 'end');
  network.alice.pass(0);
  expect(all.map((id) => button(page, id))).toEqual([true, false, true, true, false]);
});

test('a private conversation is started and ended from the list', async () => {
  const network = await privatePeople();
  const { alice } = network;
  const page = alice.configure('known');
  select(page, 0);
  page.use('end');
  await network.settle();
  expect(alice.find(BOB)?.decoration?.level).toBe('plaintext');
  alice.close(BOB);
  page.use('start');
  await network.settle();
  expect(alice.find(BOB)?.decoration?.level).toBe('unverified');
});

test('an account that is not connected is named', async () => {
  const { alice } = await privatePeople();
  alice.menu(BOB, 'end');
  alice.close(BOB);
  alice.connected = false;
  const page = alice.configure('known');
  select(page, 0);
  page.use('start');
  expect(page.text).toContain(`${ALICE} (XMPP) is not connected.`);
  expect(alice.find(BOB)).toBeNull();
});

describe('verifying from the list', () => {
  test('opens the window of the session that stands on the key', async () => {
    const { alice } = await privatePeople();
    const page = alice.configure('known');
    select(page, 0);
    page.use('verify');
    expect(alice.form('Verify identity')?.item('method')).toBeDefined();
  });

  test('compares a key that is not in use, and marks exactly that one', async () => {
    const network = await privatePeople();
    const { alice } = network;
    alice.menu(BOB, 'end');
    const page = alice.configure('known');
    select(page, 0);
    page.use('verify');
    const window = alice.form('Verify identity');
    expect(window?.item('method')).toBeUndefined();
    window?.use('given', '0'.repeat(40));
    expect(window?.button('mark')).toBe(false);
    expect(window?.text).toContain('The fingerprints differ.');
    window?.use('given', bobsFingerprint);
    window?.press('mark');
    alice.pass(0);
    expect(window?.open).toBe(false);
    expect(cells(page)[0]?.[2]).toBe('Fingerprint, 2026-08-03');
    page.use('verify');
    alice.form('Verify identity')?.press('withdraw');
    alice.pass(0);
    expect(cells(page)[0]?.[2]).toBe('No');
  });

  test('Cancel changes nothing', async () => {
    const { alice } = await privatePeople();
    alice.menu(BOB, 'end');
    const page = alice.configure('known');
    select(page, 0);
    page.use('verify');
    alice.form('Verify identity')?.close();
    expect(cells(page)[0]?.[2]).toBe('No');
  });
});

describe('forgetting', () => {
  test('is asked for, done, and undone with everything that was known', async () => {
    const { alice } = await privatePeople();
    alice.command(BOB, `verify ${BOB_FINGERPRINT}`);
    alice.menu(BOB, 'end');
    const page = alice.configure('known');
    const before = cells(page);
    select(page, 0);
    page.use('forget');
    expect(alice.form('Forget fingerprints')?.text).toContain('you have verified');
    alice.form('Forget fingerprints')?.close();
    expect(cells(page)).toEqual(before);
    page.use('forget');
    alice.form('Forget fingerprints')?.press('do');
    expect(cells(page)).toEqual([]);
    expect(page.text).toContain('One key was forgotten.');
    expect(button(page, 'undo')).toBe(true);
    page.use('undo');
    expect(cells(page)).toEqual(before);
    expect(button(page, 'undo')).toBe(false);
  });

  test('a key that came into use meanwhile stays, and why is said', async () => {
    const network = await privatePeople();
    const { alice } = network;
    alice.menu(BOB, 'end');
    await network.settle();
    const page = alice.configure('known');
    select(page, 0);
    page.use('forget');
    alice.menu(BOB, 'start');
    await network.settle();
    alice.form('Forget fingerprints')?.press('do');
    expect(page.text).toContain('The key is in use');
    expect(cells(page)).toHaveLength(1);
  });
});

test('the list is saved without anything secret', async () => {
  const { alice } = await privatePeople();
  const page = alice.configure('known');
  page.use('export list');
  alice.choosers[0]?.choose('/media/list');
  const saved = Buffer.from(alice.outside.contents.get('/media/list') ?? []).toString();
  expect(saved).toContain(BOB_FINGERPRINT);
  expect(page.text).toContain('The fingerprints were saved as /media/list.');
});

test('the window of Tools → Known fingerprints keeps in step', async () => {
  const network = await privatePeople();
  network.alice.controller.actionUsed('fingerprints');
  const window = network.alice.form('Known OTR fingerprints');
  if (window === undefined) throw new Error('no window');
  expect(cells(window)[0]?.[1]).toBe('Unverified');
  network.alice.menu(BOB, 'end');
  network.alice.pass(0);
  expect(cells(window)[0]?.[1]).toBe('Unused');
});

test('two keys of a contact are two rows', async () => {
  const files = new MemoryFiles();
  await privatePeople({ files });
  const network = await privatePeople({ files }, { key: OTHER_KEY });
  const page = network.alice.configure('known');
  expect(cells(page).map(([, state]) => state)).toEqual(['Unused', 'Unverified']);
});

/** As many known keys of people who are not there. */
function withStrangers(count: number): MemoryFiles {
  const files = new MemoryFiles();
  const text = Array.from(
    { length: count },
    (_, i) => `p${i}@example.org\t${ALICE}\tprpl-jabber\t${i.toString(16).padStart(40, '0')}\t\n`,
  ).join('');
  files.put('otr.fingerprints', text);
  return files;
}

/** Turns of the main loop, until nothing is left to do in them. */
function turns(host: FakeHost): number {
  let count = 0;
  for (; host.isDue; count += 1) host.pass(0);
  return count;
}

test('many rows are looked up in turns, and again when something has changed meanwhile', async () => {
  const { alice } = await privatePeople({ files: withStrangers(1_000) });
  const page = alice.configure('known');
  expect(lines(page)).toEqual([]);
  alice.pass(0);
  expect(lines(page)).toEqual([]);
  alice.menu(BOB, 'end');
  // Each key is looked at, and each line written; the change after the first turn does it all again.
  expect(turns(alice)).toBeGreaterThan(20);
  expect(lines(page)).toHaveLength(1_001);
  expect(cells(page).map(([, state]) => state)).not.toContain('Unverified');
});

test('ten thousand rows are shown soon', () => {
  const { alice } = twoPeople({ files: withStrangers(10_000) });
  // the time of this process, whatever else the machine does
  const cpu = (): number => process.cpuUsage().user / 1000;
  expect(alice.controller.knownList.rows()).toHaveLength(10_000);
  const start = cpu();
  const page = alice.configure('known');
  turns(alice);
  const opened = cpu();
  expect(lines(page)).toHaveLength(10_000);
  for (let i = 0; i < 100; i += 1) select(page, i);
  const selected = cpu();
  const [open, each] = [opened - start, (selected - opened) / 100];
  console.info(`10,000 rows: shown in ${open.toFixed(0)} ms, a selection ${each.toFixed(2)} ms`);
  expect(open).toBeLessThan(1000);
  expect(each).toBeLessThan(20);
});
