// SPDX-License-Identifier: GPL-2.0-or-later
import { ALICE, BOB, privatePeople, twoPeople } from './two-people.js';

describe('a conversation of two people with this plugin', () => {
  test('begins in clear with a tag, becomes encrypted by itself, and goes both ways', async () => {
    const network = twoPeople();
    const { alice, bob } = network;
    alice.type(BOB, 'hello');
    expect(alice.wire[0]).toMatch(/^hello[ \t]+$/);
    await network.settle();
    expect(bob.texts(ALICE, 'received')).toEqual(['hello']);
    expect(alice.find(BOB)?.decoration?.level).toBe('unverified');
    expect(bob.find(ALICE)?.decoration?.level).toBe('unverified');

    const before = alice.wire.length;
    alice.type(BOB, 'a &lt; b &amp; <b>c</b>');
    bob.type(ALICE, 'two<br>lines <font color="red">red</font> ☃');
    await network.settle();
    expect(bob.texts(ALICE, 'received').at(-1)).toBe('a &lt; b &amp; <b>c</b>');
    expect(alice.texts(BOB, 'received')).toEqual(['two<br>lines red ☃']);
    expect(alice.texts(BOB, 'sent')).toEqual(['hello', 'a &lt; b &amp; <b>c</b>']);
    for (const packet of alice.wire.slice(before)) expect(packet).toMatch(/^\?OTR:/);
  });

  test('says what happens, once, with the mark that contacts cannot write', async () => {
    const { alice, bob } = await privatePeople();
    expect(alice.lines(BOB)).toContain(`[OTR] Asking ${BOB} for a private conversation…`);
    expect(alice.lines(BOB)).toContain(`Unverified conversation with ${BOB} started`);
    expect(alice.lines(BOB)).toContain('This conversation is not logged.');
    expect(alice.lines(BOB)).toMatch(
      /The key for .* is ready\. Its fingerprint is [0-9A-F ]{44}\./,
    );
    for (const line of alice.texts(BOB, 'line')) expect(line.startsWith('[OTR] ')).toBe(true);
    expect(bob.lines(ALICE).match(/conversation with .* started/g)).toHaveLength(1);
  });

  test('keeps private text out of the log from the first line on, and gives the log back', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    alice.type(BOB, 'secret');
    await network.settle();
    expect(bob.find(ALICE)?.shown.find(({ html }) => html === 'secret')?.logged).toBe(false);
    alice.menu(BOB, 'end');
    await network.settle();
    expect(alice.find(BOB)?.logging).toBe(true);
    expect(bob.find(ALICE)?.logging).toBe(false);
    bob.menu(ALICE, 'end');
    expect(bob.find(ALICE)?.logging).toBe(true);
  });

  test('where encryption is required nothing is logged, from the window’s opening on', () => {
    const { alice } = twoPeople();
    alice.preferences.set('onlyprivate', true);
    expect(alice.window(BOB).logging).toBe(false);
    alice.window('carol@example.org');
    alice.preferences.set('onlyprivate', false);
    alice.controller.preferenceChanged();
    expect(alice.find(BOB)?.logging).toBe(true);
    alice.preferences.set('onlyprivate', true);
    alice.controller.preferenceChanged();
    expect(alice.find(BOB)?.logging).toBe(false);
    expect(alice.find('carol@example.org')?.logging).toBe(false);
  });

  test('an automatic reply is sent in a session, and otherwise dropped with a word', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    const sent = alice.controller.hooks.sending(alice.id(BOB), 'away', true);
    bob.arrive(ALICE, sent ?? '');
    expect(bob.texts(ALICE, 'received')).toEqual(['away']);
    bob.menu(ALICE, 'end');
    await network.settle();
    expect(alice.controller.hooks.sending(alice.id(BOB), 'away', true)).toBeNull();
    expect(alice.find(BOB)?.entry).toBe('');
    expect(alice.lines(BOB)).toContain('Your automatic reply was not sent');
  });

  test('leaves the log alone when the person had turned it off, or wants it', async () => {
    const network = twoPeople();
    const { alice, bob } = network;
    alice.window(BOB).logging = false;
    bob.preferences.set('avoidloggingotr', false);
    bob.window(ALICE);
    alice.menu(BOB, 'start');
    await network.settle();
    expect(bob.find(ALICE)?.logging).toBe(true);
    expect(bob.lines(ALICE)).toContain('This conversation is logged.');
    alice.menu(BOB, 'end');
    expect(alice.find(BOB)?.logging).toBe(false);
  });

  test('a message that is sent while a session is being set up waits, visibly, and arrives', async () => {
    const network = twoPeople();
    const { alice, bob } = network;
    alice.window(BOB);
    alice.menu(BOB, 'start');
    alice.type(BOB, 'waits');
    expect(alice.texts(BOB, 'sent')).toEqual([]);
    expect(alice.lines(BOB)).toContain('[OTR] Not sent yet, waiting: waits');
    await network.settle();
    expect(alice.texts(BOB, 'sent')).toEqual(['waits']);
    expect(bob.texts(ALICE, 'received')).toEqual(['waits']);
    expect(alice.wire.join('')).not.toContain('waits');
    expect(alice.find(BOB)?.shown.find(({ kind }) => kind === 'sent')?.logged).toBe(false);
  });

  test('a message that waited in vain comes back', () => {
    const { alice } = twoPeople();
    alice.window(BOB);
    alice.menu(BOB, 'start');
    alice.type(BOB, 'waits');
    alice.pass(60_000);
    expect(alice.find(BOB)?.entry).toBe('waits');
    expect(alice.lines(BOB)).toContain('was not sent');
    expect(alice.timers).toBe(0);
  });

  test('after the contact has ended, what is typed comes back until the person chooses', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    bob.menu(ALICE, 'end');
    await network.settle();
    expect(alice.find(BOB)?.decoration?.level).toBe('finished');
    expect(alice.guarded.has(BOB)).toBe(true);
    const wire = alice.wire.length;
    alice.type(BOB, 'do not send');
    expect(alice.wire).toHaveLength(wire);
    expect(alice.find(BOB)?.entry).toBe('do not send');
    expect(alice.lines(BOB)).toContain('has ended the private conversation. Start a new one');
    alice.menu(BOB, 'end');
    expect(alice.guarded.has(BOB)).toBe(false);
    expect(alice.find(BOB)?.decoration?.level).toBe('plaintext');
    alice.type(BOB, 'in clear');
    expect(alice.wire.at(-1)).toContain('in clear');
  });

  test('require: several messages wait in order, none is logged before it is sent', async () => {
    const network = twoPeople();
    const { alice, bob } = network;
    alice.preferences.set('onlyprivate', true);
    alice.window(BOB);
    expect(alice.guarded.has(BOB)).toBe(true);
    alice.type(BOB, 'one');
    alice.type(BOB, 'two');
    expect(alice.find(BOB)?.shown.some(({ logged }) => logged)).toBe(false);
    await network.settle();
    expect(bob.texts(ALICE, 'received')).toEqual(['one', 'two']);
    expect(alice.texts(BOB, 'sent')).toEqual(['one', 'two']);
    expect(alice.wire.filter((packet) => /one|two/.test(packet))).toEqual([]);
  });

  test('an unencrypted message in a private conversation says so itself', async () => {
    const { alice } = await privatePeople();
    alice.arrive(BOB, 'forged <b>by</b> <img src="x"> the server');
    expect(alice.texts(BOB, 'received')).toEqual([
      '<b>[OTR] This message was not encrypted:</b> ' +
        'forged <b>by</b> &lt;img src="x"&gt; the server',
    ]);
  });

  test('what only machines say opens no window', async () => {
    const network = await privatePeople();
    const { alice } = network;
    alice.close(BOB);
    alice.arrive(BOB, '?OTR Error: <b>now private</b>');
    alice.arrive(BOB, '?OTR:AAMDJ+MVmSfjFZcAAAAAAQAAAAIAAAD=.');
    alice.arrive('stranger@example.org', '?OTR:broken.');
    alice.arrive('stranger@example.org', '?OTRv23?');
    await network.settle();
    expect(alice.windows.size).toBe(0);
  });

  test('what must be known is told when the window opens', async () => {
    const network = twoPeople();
    const { alice, bob } = network;
    bob.menu(ALICE, 'start');
    await network.settle();
    expect(alice.find(BOB)).toBeNull();
    alice.window(BOB);
    expect(alice.lines(BOB)).toContain(`Unverified conversation with ${BOB} started`);
    expect(alice.find(BOB)?.logging).toBe(false);
    expect(alice.find(BOB)?.decoration?.level).toBe('unverified');
  });

  test('an error text is shown as what it is: cut, harmless, nobody’s in particular', async () => {
    const { alice } = await privatePeople();
    alice.arrive(BOB, `?OTR Error: \u202e<b>hi</b>\n[OTR] ${'x'.repeat(500)}`);
    const line = alice.texts(BOB, 'line').at(-1) ?? '';
    expect(line).toContain('Anybody on the way may have written this');
    expect(line.slice(6)).not.toContain('[OTR]');
    expect(line).not.toContain('\u202e');
    expect(line.length).toBeLessThan(450);
  });

  test('the person is not told twice of messages for another program', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    bob.type(ALICE, 'text');
    const packet = bob.wire.at(-1) ?? '';
    network.drop();
    const bytes = Buffer.from(packet.slice(5, -1), 'base64');
    bytes.writeUInt32BE(0x12345, 7);
    const other = `?OTR:${bytes.toString('base64')}.`;
    alice.arrive(BOB, other);
    alice.arrive(BOB, other);
    expect(alice.lines(BOB).match(/another program or device/g)).toHaveLength(1);
  });

  test('unreadable messages are counted, not repeated', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    bob.type(ALICE, 'text');
    const packet = bob.wire.at(-1) ?? '';
    network.drop();
    const at = packet.length - 30;
    const broken = packet.slice(0, at) + (packet[at] === 'A' ? 'B' : 'A') + packet.slice(at + 1);
    for (let i = 0; i < 12; i += 1) alice.arrive(BOB, broken);
    expect(alice.lines(BOB).match(/could not be read/g)).toHaveLength(2);
    expect(alice.lines(BOB)).toContain('11 encrypted messages could not be read');
  });

  test.each(['?OTR Error: again', '?OTR:AAMD.'])(
    'a flood of %s does not bury the conversation',
    async (text) => {
      const { alice } = await privatePeople();
      const before = alice.lines(BOB).split('[OTR]').length;
      for (let i = 0; i < 1000; i += 1) alice.arrive(BOB, text);
      expect(alice.lines(BOB).split('[OTR]').length - before).toBe(11);
      expect(alice.lines(BOB).match(/not mentioned any more/g)).toHaveLength(1);
    },
  );
});
