// SPDX-License-Identifier: GPL-2.0-or-later
// A key exchange that is asked for again before it is over: nobody is left alone in a session.
import type { DsaPrivateKey } from '../../../src/crypto/dsa.js';
import { ALICE_TAG, pair, Person, pump } from '../../support/two-party.js';
import { IDENTITIES } from '../../support/vectors.js';

/** Alice asked, Bob has revealed, and her Signature is still in her outbox. */
function almostDone(versions: readonly (2 | 3)[]) {
  const both = pair({ versions });
  const { alice, bob } = both;
  alice.start();
  bob.receive(alice.outbox.shift()!);
  alice.receive(bob.outbox.shift()!);
  bob.receive(alice.outbox.shift()!);
  const reveal = bob.outbox.shift()!;
  return { ...both, reveal };
}

describe.each([2, 3] as const)('version %i', (version) => {
  const query = `?OTRv${version}?`;

  test('a query that overtakes the Signature: both are in the session that it completes', () => {
    const { alice, bob, reveal } = almostDone([version]);
    alice.receive(reveal);
    alice.send('under the new keys');
    const late = alice.outbox.splice(0);
    bob.receive(query);
    for (const packet of late) bob.receive(packet);
    expect(bob.shown).toEqual(['+ under the new keys']);
    pump(alice, bob);
    expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
    expect(alice.correspondent.current().ssid).toBe(bob.correspondent.current().ssid);
  });

  test('a query of somebody who has forgotten everything: another exchange, a moment later', () => {
    const { bob, clock } = almostDone([version]);
    const identity: DsaPrivateKey = IDENTITIES.alice;
    const again = new Person({ name: 'alice', identity, tag: ALICE_TAG, seed: 'again', clock });
    bob.receive(query);
    pump(again, bob);
    expect(bob.state).toBe('plaintext');
    expect(bob.correspondent.nextDeadline()).toBe(clock.now + 3000);
    bob.wait(3000);
    pump(again, bob);
    expect([again.state, bob.state]).toEqual(['encrypted', 'encrypted']);
  });

  test('a query after the exchange begins another one at once', () => {
    const { alice, bob, reveal } = almostDone([version]);
    alice.receive(reveal);
    pump(alice, bob);
    const before = bob.correspondent.current().ssid;
    bob.receive(query);
    pump(alice, bob);
    expect(bob.correspondent.current().ssid).not.toBe(before);
    expect(alice.correspondent.current().ssid).toBe(bob.correspondent.current().ssid);
  });
});

test('a session of version 2 leaves an exchange of version 3 alone', () => {
  const { alice, bob, reveal } = almostDone([2, 3]);
  bob.receive('?OTRv2?');
  pump(alice, bob);
  expect(bob.correspondent.current().version).toBe(2);
  bob.receive('?OTRv3?');
  const others = bob.outbox.splice(0);
  alice.receive(reveal);
  pump(alice, bob);
  const [a, b] = [alice, bob].map(({ correspondent }) => correspondent.current());
  expect([a?.version, b?.version, a?.ssid]).toEqual([3, 3, b?.ssid]);
  for (const packet of others) alice.receive(packet);
  pump(alice, bob);
  alice.send('read');
  pump(alice, bob);
  expect(bob.shown).toEqual(['+ read']);
});
