// SPDX-License-Identifier: GPL-2.0-or-later
// What a correspondent keeps is bounded, whatever comes.
import { encodeAke } from '../../../src/wire/ake-messages.js';
import { armor } from '../../../src/wire/armor.js';
import { POLICIES } from '../../../src/session/policy.js';
import { ALICE_TAG, BOB_TAG, leaks, pair, Person, pump } from '../../support/two-party.js';
import { IDENTITIES } from '../../support/vectors.js';

const commitFrom = (senderTag: number, size = 196): string =>
  armor(
    encodeAke(3, [senderTag, 0], {
      type: 'dh-commit',
      encryptedGx: Buffer.alloc(size, 1),
      hashedGx: Buffer.alloc(32, 2),
    }),
  );

const signature = (size: number): string =>
  armor(
    encodeAke(3, [BOB_TAG, ALICE_TAG], {
      type: 'signature',
      encryptedSignature: Buffer.alloc(size, 1),
      mac: Buffer.alloc(20),
    }),
  );

it('sixteen instances, however many tags there are', () => {
  const { alice } = pair();
  for (let i = 0; i < 200; i += 1) {
    alice.receive(commitFrom(0x5000 + i));
    alice.clock.pass(10_000);
  }
  expect(alice.correspondent.sessions().length).toBe(16);
});

it('an instance with a session is never given up for one without', () => {
  const { alice, bob } = pair();
  alice.start();
  pump(alice, bob);
  for (let i = 0; i < 200; i += 1) {
    alice.receive(commitFrom(0x5000 + i));
    alice.clock.pass(10_000);
  }
  expect(alice.state).toBe('encrypted');
  alice.outbox.length = 0;
  alice.send('still here');
  pump(alice, bob);
  expect(bob.shown).toEqual(['+ still here']);
});

describe('messages that wait for our key', () => {
  const keyless = (): Person => new Person({ name: 'alice', identity: null, tag: ALICE_TAG });

  it('are sixteen at most', () => {
    const alice = keyless();
    for (let i = 0; i < 100; i += 1) alice.receive(commitFrom(0x5000 + i));
    alice.note(alice.correspondent.identityReady(IDENTITIES.alice));
    expect(alice.wire.length).toBeLessThanOrEqual(16);
  });

  it('are no longer than such messages are', () => {
    const alice = keyless();
    alice.receive(`${commitFrom(0x5000)}${'x'.repeat(500_000)}`);
    alice.note(alice.correspondent.identityReady(IDENTITIES.alice));
    expect(alice.wire).toEqual([]);
  });
});

it('key-exchange messages have a greatest length', () => {
  for (const wire of [commitFrom(BOB_TAG, 197), signature(1235), signature(500_000)]) {
    const { alice } = pair();
    alice.receive(wire);
    expect(alice.notices).toEqual(['received-malformed']);
    expect(alice.correspondent.sessions()).toEqual([]);
  }
  const { alice } = pair();
  alice.receive(signature(1234));
  expect(alice.notices).toEqual([]);
});

it('five hundred texts wait for a session; the next one goes back, and nothing leaves', () => {
  const { alice, bob } = pair({ policy: POLICIES.always });
  for (let i = 0; i < 502; i += 1) alice.send(`text ${i}`);
  expect(alice.all('queued')).toHaveLength(500);
  expect(alice.all('refused')).toEqual([
    { kind: 'refused', text: 'text 500', reason: 'full' },
    { kind: 'refused', text: 'text 501', reason: 'full' },
  ]);
  pump(alice, bob);
  expect(bob.shown).toEqual(Array.from({ length: 500 }, (_, i) => `+ text ${i}`));
  expect(leaks(alice.wire, 'text')).toBe(false);
});
