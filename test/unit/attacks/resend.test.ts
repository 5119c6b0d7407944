// SPDX-License-Identifier: GPL-2.0-or-later
// A1: text that was meant for one key goes to no other, whoever makes us send it again.
import { VERSIONS } from '../../support/attack.js';
import { Hostile } from '../../support/hostile.js';
import { BOB_TAG, leaks, type Person, privatePair, pump } from '../../support/two-party.js';

const SECRET = 'meet me at noon';

describe.each(VERSIONS)('A1 version %i', (version) => {
  const mallory = (): Hostile => new Hostile({ version, tag: BOB_TAG });
  const returned = (alice: Person): string[] =>
    alice.all('unqueued').flatMap(({ text, outcome }) => (outcome === 'returned' ? [text] : []));

  test('after an error, the one in the middle answers with a key of its own', () => {
    const { alice } = privatePair({ versions: [version] });
    alice.send(SECRET);
    alice.outbox.length = 0;
    alice.receive('?OTR Error: I could not read that');
    const thief = mallory().makePrivate(alice);
    expect(thief.texts).toEqual([]);
    expect(returned(alice)).toEqual([SECRET]);
    expect(alice.notices).toContain('resend-refused');
    expect(alice.notices).not.toContain('message-resent');
    expect(leaks(alice.wire, SECRET)).toBe(false);
    // Told that the key is another one: what is typed now is a new decision.
    expect(alice.all('session').at(-1)).toMatchObject({ change: 'gone-secure' });
    alice.send('hello, whoever you are');
    for (const packet of alice.outbox.splice(0)) thief.hear(packet);
    expect(thief.texts).toEqual(['hello, whoever you are']);
  });

  test('the same when the person asks for the new session, and when another session was between', () => {
    const { alice, bob } = privatePair({ versions: [version] });
    alice.send(SECRET);
    alice.outbox.length = 0;
    alice.receive('?OTR Error: I could not read that');
    alice.outbox.length = 0;
    alice.start();
    const thief = mallory().makePrivate(alice);
    bob.start();
    pump(alice, bob);
    expect(thief.texts).toEqual([]);
    expect(bob.shown).toEqual([]);
    expect(returned(alice)).toEqual([SECRET]);
  });

  test('text that waits for the session with Bob does not go to another key', () => {
    const { alice, bob } = privatePair({ versions: [version] });
    alice.send('hello');
    pump(alice, bob);
    alice.end();
    alice.start();
    alice.outbox.length = 0;
    alice.send(SECRET);
    const thief = mallory().makePrivate(alice);
    expect(thief.texts.filter((text) => text !== '')).toEqual([]);
    expect(returned(alice)).toEqual([SECRET]);
    expect(leaks(alice.wire, SECRET)).toBe(false);
  });

  test('Bob himself gets it again, once, and marked', () => {
    const { alice, bob } = privatePair({ versions: [version] });
    alice.send(SECRET);
    alice.outbox.length = 0;
    alice.receive('?OTR Error: I could not read that');
    pump(alice, bob);
    alice.start();
    pump(alice, bob);
    expect(bob.shown).toEqual([`+ [resent] ${SECRET}`]);
    expect(returned(alice)).toEqual([]);
  });
});
