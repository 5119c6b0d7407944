// SPDX-License-Identifier: GPL-2.0-or-later
import type { FormItem } from '../../../src/controller/models.js';
import type { FakeHost } from '../../support/fake-host.js';
import { MemoryFiles } from '../../support/memory-files.js';
import { ALICE, BOB, OTHER_KEY, privatePeople, twoPeople } from './two-people.js';

const GROUPS = /([0-9A-F]{8} ){4}[0-9A-F]{8}/g;

function all(items: readonly FormItem[]): readonly FormItem[] {
  return items.flatMap((item) => (item.kind === 'section' ? [item, ...all(item.items)] : [item]));
}

function field(host: FakeHost, id: string): FormItem | undefined {
  return all(host.form).find((item) => 'id' in item && item.id === id);
}

function labels(host: FakeHost): string {
  return all(host.form)
    .map((item) => ('label' in item ? item.label : ''))
    .join('\n');
}

describe('/otr', () => {
  test('start, refresh, end, status and fingerprint work, and words of other programs', async () => {
    const network = twoPeople();
    const { alice } = network;
    expect(alice.command(BOB, 'status')).toBeNull();
    expect(alice.lines(BOB)).toContain('Not private. Messages to');
    expect(alice.command(BOB, 'INIT')).toBeNull();
    await network.settle();
    alice.command(BOB, 'status');
    expect(alice.lines(BOB)).toMatch(/Unverified\. .*OTR version 3\..*Session id: \w{8} \w{8}/);
    alice.command(BOB, 'fingerprint');
    expect(alice.texts(BOB, 'line').at(-1)?.match(GROUPS)).toHaveLength(2);
    alice.command(BOB, 'refresh');
    await network.settle();
    expect(alice.lines(BOB)).toContain('Refreshing the private conversation');
    expect(alice.lines(BOB)).toContain('was refreshed');
    alice.command(BOB, 'finish');
    expect(alice.find(BOB)?.decoration?.level).toBe('plaintext');
    alice.command(BOB, 'end');
    expect(alice.lines(BOB)).toContain('There is no private conversation');
  });

  test('help lists every command, an unknown one is refused shortly', () => {
    const { alice } = twoPeople();
    expect(alice.command(BOB, '')).toBeNull();
    for (const word of [
      'start',
      'refresh',
      'end',
      'status',
      'fingerprint',
      'verify',
      'genkey',
      'policy',
    ])
      expect(alice.lines(BOB)).toContain(`/otr ${word} `);
    expect(alice.command(BOB, 'frobnicate <b>')).toBe(
      '“frobnicate” is not an OTR command. /otr help lists them.',
    );
    expect(alice.command(BOB, 'constructor')).toMatch(/not an OTR command/);
  });

  test('policy shows, sets and resets what holds for one contact', () => {
    const { alice } = twoPeople();
    expect(alice.command(BOB, 'policy')).toBeNull();
    expect(alice.lines(BOB)).toContain('Automatic: whenever the contact can (as for everybody)');
    expect(alice.command(BOB, 'policy always')).toBeNull();
    expect(alice.lines(BOB)).toContain(
      'Always: nothing is sent unencrypted (for this contact only)',
    );
    expect(Object.fromEntries(alice.buddySettings)).toEqual({
      [`${BOB} OTR/overridedefault`]: true,
      [`${BOB} OTR/enabled`]: true,
      [`${BOB} OTR/automatic`]: true,
      [`${BOB} OTR/onlyprivate`]: true,
      [`${BOB} OTR/avoidloggingotr`]: true,
    });
    expect(alice.guarded.has(BOB)).toBe(true);
    expect(alice.command(BOB, 'policy default')).toBeNull();
    expect(alice.guarded.has(BOB)).toBe(false);
    expect(alice.command(BOB, 'policy sometimes')).toMatch(/one of never, manual/);
    alice.presence = 'none';
    expect(alice.command(BOB, 'policy never')).toMatch(/buddy list/);
  });

  test('start says when OTR is off, or the account offline', () => {
    const { alice } = twoPeople();
    alice.connected = false;
    alice.command(BOB, 'start');
    expect(alice.lines(BOB)).toContain('your account is not connected');
    alice.preferences.set('enabled', false);
    alice.command(BOB, 'start');
    expect(alice.lines(BOB)).toContain('OTR is turned off');
  });

  test('genkey makes a key once, and shows it where it was asked for', async () => {
    const network = twoPeople();
    const { alice } = network;
    expect(alice.command(BOB, 'genkey')).toBeNull();
    expect(alice.command(BOB, 'genkey')).toMatch(/being made already/);
    await network.settle();
    expect(alice.lines(BOB)).toMatch(/is ready\. Its fingerprint is/);
    expect(alice.command(BOB, 'genkey')).toMatch(/There is a key .* already/);
    expect(alice.files.text('otr.private_key')).toContain(`(name "${ALICE}")`);
  });

  test('continue says when nothing is held', () => {
    expect(twoPeople().alice.command(BOB, 'continue')).toBe('No message is being held back.');
  });
});

describe('the configuration page', () => {
  test('shows key, policy and switches, and what they are set to', async () => {
    const network = twoPeople();
    const { alice } = network;
    alice.controller.formOpened();
    expect(labels(alice)).toContain('No key present');
    expect(field(alice, 'generate')).toMatchObject({ label: '_Generate', sensitive: true });
    expect(field(alice, 'policy')).toMatchObject({ chosen: 'opportunistic' });
    expect(field(alice, 'policy')).toMatchObject({
      options: [{ id: 'never' }, { id: 'manual' }, { id: 'opportunistic' }, { id: 'always' }],
    });
    alice.controller.formUsed('generate', '');
    expect(field(alice, 'generate')).toMatchObject({ label: 'Generating…', sensitive: false });
    await network.settle();
    expect(labels(alice)).toMatch(/Fingerprint: ([0-9A-F]{8} ){4}[0-9A-F]{8}/);
    expect(field(alice, 'generate')).toMatchObject({ sensitive: false });
  });

  test.each([
    ['never', [false, false, false]],
    ['manual', [true, false, false]],
    ['opportunistic', [true, true, false]],
    ['always', [true, true, true]],
  ])('%s is pidgin-otr’s switches', (policy, [enabled, automatic, onlyprivate]) => {
    const { alice } = twoPeople();
    alice.controller.formOpened();
    alice.controller.formUsed('policy', policy);
    expect(alice.preferences.get('enabled')).toBe(enabled);
    expect(alice.preferences.get('automatic')).toBe(automatic);
    expect(alice.preferences.get('onlyprivate')).toBe(onlyprivate);
    expect(field(alice, 'policy')).toMatchObject({ chosen: policy });
  });

  test('takes the button away, and changes of others are seen', () => {
    const { alice } = twoPeople();
    alice.window(BOB);
    alice.controller.formOpened();
    alice.controller.formUsed('showotrbutton', '0');
    expect(alice.find(BOB)?.decoration?.button).toBe(false);
    alice.controller.formUsed('avoidloggingotr', '0');
    expect(field(alice, 'avoidloggingotr')).toMatchObject({ value: false });
    alice.preferences.set('showotrbutton', true);
    alice.preferences.set('onlyprivate', true);
    alice.controller.preferenceChanged();
    expect(alice.find(BOB)?.decoration?.button).toBe(true);
    expect(field(alice, 'policy')).toMatchObject({ chosen: 'always' });
    expect(alice.guarded.has(BOB)).toBe(true);
  });

  test('a damaged key file is named, left alone, and gets no silent new key', async () => {
    const files = new MemoryFiles();
    files.put('otr.private_key', '(privkeys (account');
    const network = twoPeople({ files });
    const { alice } = network;
    alice.window(BOB);
    alice.controller.formOpened();
    expect(labels(alice)).toContain('/home/somebody/.purple/otr.private_key');
    expect(field(alice, 'generate')).toMatchObject({ sensitive: false });
    alice.menu(BOB, 'start');
    await network.settle();
    expect(alice.lines(BOB)).toContain('It has been left as it is.');
    expect(alice.find(BOB)?.decoration?.level).toBe('plaintext');
    expect(files.text('otr.private_key')).toBe('(privkeys (account');
    expect(alice.notices).toHaveLength(1);
    files.contents.delete('otr.private_key');
    alice.controller.formOpened();
    expect(field(alice, 'generate')).toMatchObject({ sensitive: true });
  });

  test('a key under another resource is the account’s key', async () => {
    const files = new MemoryFiles();
    const first = await privatePeople({ files });
    expect(first.alice.files.text('otr.private_key')).toContain(ALICE);
    const account = {
      protocol: 'prpl-jabber',
      username: `${ALICE}/Work`,
      protocolName: 'XMPP',
      connected: true,
    };
    const again = await privatePeople({ files, account, key: OTHER_KEY });
    again.alice.controller.formOpened();
    expect(field(again.alice, 'generate')).toMatchObject({ sensitive: false });
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

  test('help is in the program', () => {
    const { alice } = twoPeople();
    alice.menu(BOB, 'help');
    expect(alice.notices[0]?.text).toContain('Unverified: ');
    expect(alice.notices[0]?.text).not.toMatch(/https?:/);
  });
});
