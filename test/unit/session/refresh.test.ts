// SPDX-License-Identifier: GPL-2.0-or-later
// What was on its way while the keys changed: protocol.md 1.8.
import { ask, outcomes } from '../../support/smp-people.js';
import { BOB_TAG, pair, Person, privatePair, pump } from '../../support/two-party.js';
import { IDENTITIES } from '../../support/vectors.js';

/** Something of bob's that is kept back until the keys have changed. */
function keptBack(say: (bob: Person) => void): { alice: Person; bob: Person; late: string[] } {
  const { alice, bob } = privatePair();
  say(bob);
  const late = bob.outbox.splice(0);
  alice.start();
  pump(alice, bob);
  return { alice, bob, late };
}

function hear(alice: Person, late: readonly string[]): void {
  for (const packet of late) alice.receive(packet);
}

it('is read for ten seconds, once', () => {
  const { alice, late } = keptBack((bob) => bob.send('on its way'));
  hear(alice, [...late, ...late]);
  expect(alice.shown).toEqual(['+ on its way']);
});

it('is not read after that', () => {
  const { alice, late } = keptBack((bob) => bob.send('too late'));
  alice.wait(10_000);
  hear(alice, late);
  expect(alice.shown).toEqual([]);
  expect(alice.notices).toContain('received-unreadable');
});

it('does not end the new session when it ended the old one', () => {
  const { alice, bob } = privatePair();
  bob.send('and');
  const [text] = bob.outbox.splice(0);
  bob.end();
  const [disconnect] = bob.outbox.splice(0);
  alice.start();
  pump(alice, bob);
  expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
  const { ssid } = alice.correspondent.current();
  hear(alice, [text!, disconnect!]);
  expect(alice.shown).toEqual(['+ and']);
  expect(alice.state).toBe('encrypted');
  expect(alice.correspondent.current().ssid).toBe(ssid);
  alice.send('still there?');
  pump(alice, bob);
  expect(bob.shown).toEqual(['+ still there?']);
});

it('starts no comparison in the new session when it was for the old one', () => {
  const { alice, late } = keptBack((bob) => {
    ask(bob, 'tea', 'or coffee?');
  });
  alice.outbox.length = 0;
  hear(alice, late);
  expect(outcomes(alice, 'them')).toEqual([]);
  expect(alice.outbox).toEqual([]);
});

it('announces no extra key of the old session', () => {
  const { alice, late } = keptBack((bob) => {
    bob.note(bob.correspondent.useExtraKey(1, new Uint8Array(0)));
  });
  hear(alice, late);
  expect(alice.all('extra-key')).toEqual([]);
});

it('is another one’s when another key took the place: not read', () => {
  const { alice, bob, clock } = privatePair();
  bob.send('from bob');
  const late = bob.outbox.splice(0);
  const other = new Person({ name: 'other', identity: IDENTITIES.alice, tag: BOB_TAG, clock });
  other.start();
  pump(other, alice);
  expect(alice.all('session').at(-1)).toMatchObject({ change: 'gone-secure' });
  hear(alice, late);
  expect(alice.shown).toEqual([]);
});

describe('the whitespace tag', () => {
  const BASE = ' \t  \t\t\t\t \t \t \t  ';
  const isTagged = ({ wire }: Person): boolean => wire.at(-1)!.includes(BASE);

  it('is sent until a plaintext message comes', () => {
    const { alice } = pair();
    alice.send('one');
    expect(isTagged(alice)).toBe(true);
    alice.send('two');
    expect(isTagged(alice)).toBe(true);
    alice.receive('hello');
    alice.send('three');
    expect(isTagged(alice)).toBe(false);
  });

  it('also when something of OTR came before it, and when the plaintext has a tag itself', () => {
    for (const text of ['hello', `hello${BASE}`]) {
      const { alice } = pair();
      alice.policy = { ...alice.policy, errorStartsAke: false, whitespaceStartsAke: false };
      alice.receive('?OTR Error: what?');
      alice.send('one');
      expect(isTagged(alice)).toBe(true);
      alice.receive(text);
      alice.receive('?OTR Error: what?');
      alice.send('two');
      expect(isTagged(alice)).toBe(false);
    }
  });

  it('comes back after a session: "since last entering MSGSTATE_PLAINTEXT"', () => {
    const { alice, bob } = pair();
    alice.receive('hello');
    alice.start();
    pump(alice, bob);
    alice.end();
    alice.outbox.length = 0;
    alice.send('one');
    expect(isTagged(alice)).toBe(true);
  });
});
