// SPDX-License-Identifier: GPL-2.0-or-later
// safety.md 1: "key being generated", "exchange running": text is kept in order, and never leaves by itself.
import { POLICIES } from '../../../src/session/policy.js';
import { leaks, pair, Person, pump } from '../../support/two-party.js';
import { IDENTITIES } from '../../support/vectors.js';

/** A person whose key is not there yet, and one who asks them for a session. */
function keyless(): { alice: Person; bob: Person } {
  const { bob } = pair();
  const alice = new Person({ name: 'alice', identity: null, tag: 0x100 });
  bob.start();
  pump(alice, bob);
  return { alice, bob };
}

describe('while a session is on its way', () => {
  it('says so from the request on, until nobody has answered for 15 seconds', () => {
    const { alice } = pair();
    expect(alice.correspondent.isWaiting()).toBe(false);
    alice.start();
    expect(alice.correspondent.isWaiting()).toBe(true);
    expect(alice.correspondent.nextDeadline()).toBe(alice.clock.now + 15_000);
    alice.wait(15_000);
    expect(alice.correspondent.isWaiting()).toBe(false);
    expect(alice.correspondent.nextDeadline()).toBeNull();
  });

  it('text that was kept comes back as soon as nothing is on its way any more, in order', () => {
    const { alice } = pair();
    alice.start();
    alice.wait(5_000);
    for (const text of ['one', 'two']) alice.send(text);
    expect(alice.wait(9_999)).toEqual([]);
    expect(alice.wait(1).map((event) => event)).toEqual([
      { kind: 'unqueued', text: 'one', outcome: 'returned' },
      { kind: 'unqueued', text: 'two', outcome: 'returned' },
    ]);
    expect(alice.correspondent.isWaiting()).toBe(false);
    expect(leaks(alice.wire, 'one')).toBe(false);
  });

  it('text that waits because it must waits on, and comes back when it need not any more', () => {
    const { alice } = pair();
    alice.policy = POLICIES.always;
    alice.send('must not be read');
    alice.wait(3_600_000);
    expect(alice.correspondent.isWaiting()).toBe(true);
    expect(alice.correspondent.nextDeadline()).toBeNull();
    alice.policy = POLICIES.manual;
    expect(alice.correspondent.nextDeadline()).toBe(alice.clock.now);
    expect(alice.wait(0)).toEqual([
      { kind: 'unqueued', text: 'must not be read', outcome: 'returned' },
    ]);
    alice.send('may be read');
    expect(leaks(alice.wire, 'may be read')).toBe(true);
    expect(leaks(alice.wire, 'must not')).toBe(false);
  });
});

describe('while our key is made', () => {
  it('a contact who has begun an exchange gets nothing in clear', () => {
    const { alice, bob } = keyless();
    expect(alice.all('identity-needed')).toHaveLength(1);
    expect(alice.correspondent.isWaiting()).toBe(true);
    alice.send('wait for the key');
    expect(leaks(alice.wire, 'wait for')).toBe(false);
    alice.note(alice.correspondent.identityReady(IDENTITIES.alice));
    pump(alice, bob);
    expect(bob.shown).toEqual(['+ wait for the key']);
  });

  it('text comes back when the key cannot be made, or takes longer than a minute', () => {
    for (const end of ['failed', 'late']) {
      const { alice } = keyless();
      alice.send('wait');
      if (end === 'failed') alice.note(alice.correspondent.identityFailed());
      else alice.wait(60_000);
      expect(alice.all('unqueued').map(({ outcome }) => outcome)).toEqual(['returned']);
      expect(alice.correspondent.isWaiting()).toBe(false);
    }
  });
});
