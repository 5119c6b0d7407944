// SPDX-License-Identifier: GPL-2.0-or-later
import type { FakeForm } from '../../support/fake-form.js';
import type { FakeHost } from '../../support/fake-host.js';
import { ALICE, BOB, BOB_FINGERPRINT, OTHER_KEY, privatePeople, twoPeople } from './two-people.js';

const GROUPS = /([0-9A-F]{8} ){4}[0-9A-F]{8}/g;

/** The verification window, opened from the menu, at the method that compares fingerprints. */
function compare(host: FakeHost): FakeForm {
  host.menu(BOB, 'verify');
  const form = host.forms.at(-1);
  if (form === undefined) throw new Error('no window');
  form.use('method', 'compare');
  return form;
}

describe('comparing fingerprints', () => {
  test('the window shows both, and closing it changes nothing', async () => {
    const { alice } = await privatePeople();
    const before = alice.files.text('otr.fingerprints');
    const form = compare(alice);
    expect(form.model.title).toBe(`Verify identity: ${BOB}`);
    expect(form.text.match(GROUPS)).toHaveLength(2);
    expect(form.text).toContain(`Fingerprint for you, ${ALICE} (XMPP):\n`);
    expect(form.model.close).toBe('Cancel');
    form.close();
    expect(alice.files.text('otr.fingerprints')).toBe(before);
    expect(alice.find(BOB)?.decoration?.level).toBe('unverified');
    expect(alice.wire.filter((packet) => packet.startsWith('?OTR:'))).toHaveLength(2);
  });

  test('writes "verified" as pidgin-otr does, and takes it back', async () => {
    const network = await privatePeople();
    const { alice } = network;
    const form = compare(alice);
    expect(form.button('withdraw')).toBeNull();
    form.press('go');
    await network.settle();
    expect(form.open).toBe(false);
    const line = `${BOB}\t${ALICE}\tprpl-jabber\t${BOB_FINGERPRINT}`;
    expect(alice.files.text('otr.fingerprints')).toBe(`${line}\tverified\n`);
    expect(alice.find(BOB)?.decoration?.word).toBe('Private');
    expect(alice.lines(BOB)).toContain('You have verified the identity');
    const again = compare(alice);
    expect(again.text).toContain('You have verified this key already');
    again.press('withdraw');
    await network.settle();
    expect(alice.files.text('otr.fingerprints')).toBe(`${line}\t\n`);
    expect(alice.find(BOB)?.decoration?.word).toBe('Unverified');
  });

  test('applies to the fingerprint that was on the screen, or not at all', async () => {
    const network = await privatePeople();
    const { alice } = network;
    const form = compare(alice);
    const impostor = await privatePeople({}, { key: OTHER_KEY });
    alice.peer = (text): void => {
      impostor.bob.arrive(ALICE, text);
    };
    impostor.bob.peer = (text): void => {
      alice.arrive(BOB, text);
    };
    impostor.bob.menu(ALICE, 'end');
    impostor.bob.menu(ALICE, 'start');
    expect(alice.lines(BOB)).toContain('uses a new key');
    expect(form.button('go')).toBe(false);
    expect(form.text).toContain('meanwhile begun to use another key');
    expect(form.text).toContain(BOB_FINGERPRINT.slice(0, 8).toUpperCase());
    form.press('go');
    form.use('method', 'question');
    expect(form.button('go')).toBe(false);
    await network.settle();
    expect(alice.files.text('otr.fingerprints')).not.toContain('verified');
    alice.menu(BOB, 'verify');
    expect(form.open).toBe(false);
    expect(alice.forms).toHaveLength(2);
    expect(alice.forms[1]?.text).not.toContain('meanwhile');
  });

  test('a pasted one is compared, as digits in any grouping or inside an address', async () => {
    const { alice } = await privatePeople();
    const form = compare(alice);
    const problem = (): unknown => form.item('given');
    form.use('given', 'hello');
    expect(problem()).toMatchObject({ problem: expect.stringContaining('forty digits') as string });
    form.use('given', BOB_FINGERPRINT.slice(0, 20));
    expect(problem()).toMatchObject({ problem: '', value: BOB_FINGERPRINT.slice(0, 20) });
    form.use('given', '0'.repeat(40));
    expect(problem()).toMatchObject({ problem: expect.stringContaining('differ') as string });
    expect(form.button('go')).toBe(false);
    for (const given of [
      BOB_FINGERPRINT.toUpperCase().replace(/(.{8})/g, '$1 '),
      `xmpp:${BOB}?otr-fingerprint=${BOB_FINGERPRINT}`,
    ]) {
      form.use('given', given);
      expect(form.text).toContain('It is the same.');
      expect(form.button('go')).toBe(true);
    }
    form.use('given', form.text.match(GROUPS)?.[0] ?? '');
    expect(problem()).toMatchObject({ problem: expect.stringContaining('your own') as string });
  });

  test('a camera reads our address from a picture, when it is asked for', async () => {
    const { alice } = await privatePeople();
    const form = compare(alice);
    expect(form.items.some(({ kind }) => kind === 'picture')).toBe(false);
    form.use('code');
    const picture = form.items.find((item) => item.kind === 'picture');
    expect(picture?.rows.every((row) => row.length === picture.rows.length)).toBe(true);
    // Each corner but the last has a square of seven: dark border, light ring, dark middle.
    expect(picture?.rows.slice(0, 2).map((row) => row.slice(0, 8))).toEqual([
      '11111110',
      '10000010',
    ]);
    expect(form.text).toMatch(new RegExp(`xmpp:${ALICE}\\?otr-fingerprint=[0-9A-F]{40}`));
  });

  test('goes on when the session has ended, while asking does not', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    const form = compare(alice);
    bob.menu(ALICE, 'end');
    await network.settle();
    expect(form.button('go')).toBe(true);
    form.use('method', 'question');
    expect(form.button('go')).toBe(false);
    expect(form.text).toContain('is over. Start it again');
  });

  test('needs a key', () => {
    const { alice } = twoPeople();
    expect(alice.command(BOB, 'verify')).toMatch(/no key of .* to verify yet/);
    expect(alice.command(BOB, 'auth')).toMatch(/no key of .* to verify yet/);
    alice.menu(BOB, 'verify');
    expect(alice.forms).toHaveLength(0);
    expect(alice.lines(BOB)).toContain('to verify yet');
  });
});

describe('by commands', () => {
  test('verify compares, distrust takes it back', async () => {
    const { alice } = await privatePeople();
    expect(alice.command(BOB, 'verify 1234')).toMatch(/forty digits/);
    expect(alice.command(BOB, `trust ${'0'.repeat(40)}`)).toMatch(/differ.*[0-9A-F ]{44}/);
    expect(alice.find(BOB)?.decoration?.level).toBe('unverified');
    expect(alice.command(BOB, `verify ${BOB_FINGERPRINT}`)).toBeNull();
    expect(alice.find(BOB)?.decoration?.level).toBe('private');
    expect(alice.command(BOB, 'untrust')).toBeNull();
    expect(alice.find(BOB)?.decoration?.level).toBe('unverified');
  });

  test('without a fingerprint the window opens, and where there is none, commands are named', async () => {
    const { alice } = await privatePeople();
    expect(alice.command(BOB, 'trust')).toBeNull();
    expect(alice.forms[0]?.item('method')).toMatchObject({ chosen: 'compare' });
    alice.forms[0]?.close();
    alice.hasDialogs = false;
    expect(alice.command(BOB, 'verify')).toContain('/otr fingerprint');
  });
});
