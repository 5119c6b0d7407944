// SPDX-License-Identifier: GPL-2.0-or-later
// Text that waits, and text that is sent again: in order, and to the key that it was meant for.
import { POLICIES } from '../../../src/session/policy.js';
import {
  BOB_TAG,
  FINGERPRINTS,
  leaks,
  pair,
  Person,
  privatePair,
  pump,
} from '../../support/two-party.js';
import { IDENTITIES } from '../../support/vectors.js';

/** Somebody else with the contact's tag, who answers in their place. */
function inThePlaceOf(bob: Person): Person {
  const { clock } = bob;
  return new Person({ name: 'mallory', identity: IDENTITIES.alice, tag: BOB_TAG, clock });
}

const fates = (person: Person): string[] =>
  person.all('unqueued').map(({ text, outcome }) => `${text}: ${outcome}`);

describe('what must be encrypted', () => {
  it('waits in order, and nothing of it can be read on the wire', () => {
    const { alice, bob } = pair({ policy: POLICIES.always });
    for (const text of ['one', 'two', 'three']) alice.send(text);
    expect(alice.all('queued').map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    expect(alice.wire.every((packet) => packet.startsWith('?OTRv'))).toBe(true);
    pump(alice, bob);
    expect(bob.shown).toEqual(['+ one', '+ two', '+ three']);
    expect(fates(alice)).toEqual(['one: sent', 'two: sent', 'three: sent']);
    for (const text of ['one', 'two', 'three']) expect(leaks(alice.wire, text)).toBe(false);
  });

  it('waits without end when nobody answers', () => {
    const { alice } = pair({ policy: POLICIES.always });
    alice.send('patience');
    alice.wait(24 * 3_600_000);
    expect(fates(alice)).toEqual([]);
  });

  it('goes to the key that it was meant for, and to no other', () => {
    const { alice, bob } = privatePair({ policy: POLICIES.always });
    alice.send('first');
    pump(alice, bob);
    bob.end();
    pump(alice, bob);
    alice.end();
    alice.send('for bob');
    const mallory = inThePlaceOf(bob);
    pump(alice, mallory);
    expect(mallory.shown).toEqual([]);
    expect(fates(alice)).toEqual(['for bob: returned']);
    expect(alice.notices).toContain('resend-refused');
  });

  it('goes to another key when that one is verified', () => {
    const { alice, bob } = privatePair({ policy: POLICIES.always });
    alice.send('first');
    pump(alice, bob);
    alice.end();
    alice.outbox.length = 0;
    alice.send('for you');
    const other = inThePlaceOf(bob);
    alice.trusted.add(FINGERPRINTS.alice);
    pump(alice, other);
    expect(other.shown).toEqual(['+ for you']);
  });

  it('does not go to a key that the person would not accept', () => {
    const { alice, bob } = pair({ policy: POLICIES.always });
    alice.accepts = (fingerprint) => fingerprint !== FINGERPRINTS.bob;
    alice.send('for somebody else');
    pump(alice, bob);
    expect(bob.shown).toEqual([]);
    expect(fates(alice)).toEqual(['for somebody else: returned']);
  });
});

describe('what is typed while a session is on its way', () => {
  it('waits for it', () => {
    const { alice, bob } = pair({ policy: POLICIES.manual });
    alice.start();
    alice.send('not in clear');
    pump(alice, bob);
    expect(bob.shown).toEqual(['+ not in clear']);
    expect(leaks(alice.wire, 'not in clear')).toBe(false);
  });

  it('comes back when none comes, in order and all of it', () => {
    const { alice } = pair({ policy: POLICIES.manual });
    alice.start();
    alice.send('one');
    alice.wait(5_000);
    alice.send('two');
    alice.wait(55_000);
    expect(fates(alice)).toEqual(['one: returned', 'two: returned']);
    expect(leaks(alice.wire, 'one')).toBe(false);
    alice.send('now in clear');
    expect(leaks(alice.wire, 'now in clear')).toBe(true);
  });

  it('comes back when the person ends it', () => {
    const { alice } = pair({ policy: POLICIES.manual });
    alice.start();
    alice.send('never mind');
    alice.end();
    expect(fates(alice)).toEqual(['never mind: returned']);
  });
});

describe('what was reported lost', () => {
  /** Alice says something that bob never gets, and hears of an error. */
  function lost(): { alice: Person; bob: Person } {
    const { alice, bob } = privatePair();
    alice.send('lost');
    alice.outbox.length = 0;
    return { alice, bob };
  }

  it('goes out again in the next session with the same key, marked, once', () => {
    const { alice, bob } = lost();
    alice.receive('?OTR Error: what?');
    pump(alice, bob);
    expect(bob.shown).toEqual(['+ [resent] lost']);
    alice.start();
    pump(alice, bob);
    expect(bob.shown).toHaveLength(1);
  });

  it('is no longer of interest after a minute', () => {
    const { alice, bob } = lost();
    alice.wait(60_000);
    alice.receive('?OTR Error: what?');
    pump(alice, bob);
    expect(bob.shown).toEqual([]);
  });

  it('does not go to another key: it comes back (A1)', () => {
    const { alice, bob } = lost();
    alice.receive('?OTR Error: what?');
    const mallory = inThePlaceOf(bob);
    pump(alice, mallory);
    expect(mallory.shown).toEqual([]);
    expect(fates(alice)).toEqual(['lost: returned']);
    expect(alice.notices).toContain('resend-refused');
  });

  it('is forgotten when the person ends the conversation', () => {
    const { alice, bob } = lost();
    alice.receive('?OTR Error: what?');
    alice.end();
    alice.outbox.length = 0;
    alice.start();
    pump(alice, bob);
    expect(bob.shown).toEqual([]);
  });
});
