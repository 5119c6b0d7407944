// SPDX-License-Identifier: GPL-2.0-or-later
import type { Account } from '../../../src/controller/ports.js';
import { FakeHost, FakeNetwork } from '../../support/fake-host.js';
import { ALICE_KEY, BOB_KEY } from './two-people.js';

const irc = (username: string): Account => ({
  protocol: 'prpl-irc',
  username,
  protocolName: 'IRC',
  connected: true,
});

/** On IRC names have no server: each is known to the other by its nick. */
function network(): FakeNetwork {
  return new FakeNetwork(
    new FakeHost({ account: irc('alice'), key: ALICE_KEY }),
    new FakeHost({ account: irc('bob'), key: BOB_KEY }),
  );
}

describe('on IRC', () => {
  test('plaintext keeps its look, and the tag goes behind it', () => {
    const { alice } = network();
    alice.type('bob', '<b>a</b> &lt; b');
    expect(alice.wire[0]).toMatch(/^<b>a<\/b> &lt; b[ \t]{16,}$/);
  });

  test('the query is one bare line, and what is encrypted is plain text in pieces', async () => {
    const both = network();
    const { alice, bob } = both;
    alice.window('bob');
    alice.menu('bob', 'start');
    expect(alice.wire).toEqual(['?OTRv23?']);
    alice.type('bob', 'waits &amp; <b>is</b> kept');
    expect(alice.lines('bob')).toContain('waits &amp; <b>is</b> kept');
    await both.settle();
    expect(alice.texts('bob', 'sent')).toEqual(['waits &amp; <b>is</b> kept']);
    alice.type('bob', 'one<br>two &lt;3');
    await both.settle();
    expect(bob.texts('alice', 'received')).toEqual(['waits &amp; is kept', 'one<br>two &lt;3']);
    for (const packet of alice.wire) expect(packet.length).toBeLessThan(430);
    expect(alice.wire.some((packet) => packet.startsWith('?OTR|'))).toBe(true);
  });

  test('text that comes back is what was typed', async () => {
    const both = network();
    both.alice.window('bob');
    both.alice.menu('bob', 'start');
    both.alice.type('bob', 'a &lt; b');
    both.alice.pass(60_000);
    expect(both.alice.find('bob')?.entry).toBe('a &lt; b');
    await both.settle();
  });
});
