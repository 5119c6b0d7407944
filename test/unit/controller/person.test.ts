// SPDX-License-Identifier: GPL-2.0-or-later
import { ALICE, BOB, twoPeople } from './two-people.js';

const GROUPS = /([0-9A-F]{8} ){4}[0-9A-F]{8}/g;

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
