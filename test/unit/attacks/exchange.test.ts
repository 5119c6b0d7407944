// SPDX-License-Identifier: GPL-2.0-or-later
// Attacks on the key exchange, by the numbers of reference protocol.md §5. Each fails on a mutated engine:
// test/mutants/attacks.json.
import { armor } from '../../../src/wire/armor.js';
import { fragment } from '../../../src/wire/fragment.js';
import {
  expectUnchanged,
  forged,
  inject,
  kindsOf,
  liveSession,
  STRANGER,
  VERSIONS,
  type Version,
  WELL_FORMED,
} from '../../support/attack.js';
import { Hostile } from '../../support/hostile.js';
import { data, magnitude, rfc3526Prime } from '../../support/textbook.js';
import {
  ALICE_TAG,
  BOB_TAG,
  FINGERPRINTS,
  pair,
  type Person,
  pump,
} from '../../support/two-party.js';
import { dsaKey, IDENTITIES, type RecordedKey, vectors } from '../../support/vectors.js';

const AKE_TYPES = Object.keys(WELL_FORMED) as (keyof typeof WELL_FORMED)[];
const P = rfc3526Prime();

const QUERIES = ['?OTRv3?', '?OTRv2?', '?OTR?', '?OTR?v2?', '?OTRv23?', '?OTRv?'];

describe.each(VERSIONS)('in a live session of version %i', (version) => {
  const other: Version = version === 2 ? 3 : 2;
  /** Whom a message of each version may seem to come from. */
  const senders = (of: Version): readonly number[] =>
    of === 3 && version === 3 ? [BOB_TAG, STRANGER] : [STRANGER];

  test('A11 queries of every kind, no exchange following', () => {
    const session = liveSession(version);
    for (const query of QUERIES) {
      inject(session.alice, query);
      expectUnchanged(session);
      // "live session unaffected": also the version of what leaves afterwards.
      expect(session.alice.correspondent.current().version).toBe(version);
    }
  });

  test('a query, then any well-formed D-H Key', () => {
    const session = liveSession(version);
    for (const asked of VERSIONS)
      for (const sender of senders(asked))
        for (const receiver of [ALICE_TAG, 0]) {
          inject(session.alice, `?OTRv${asked}?`);
          inject(session.alice, forged(asked, [sender, receiver], WELL_FORMED['dh-key']));
          expectUnchanged(session);
          session.clock.pass(61_000);
        }
  });

  test('every key-exchange message of either version, from anybody', () => {
    const session = liveSession(version);
    for (const type of AKE_TYPES)
      for (const its of [version, other])
        for (const sender of senders(its))
          for (const receiver of [ALICE_TAG, 0]) {
            inject(session.alice, forged(its, [sender, receiver], WELL_FORMED[type]));
            session.clock.pass(61_000);
          }
    expectUnchanged(session);
  });

  test('A12 a Reveal Signature that nobody asked for', () => {
    const session = liveSession(version);
    const from = version === 3 ? ([BOB_TAG, ALICE_TAG] as const) : ([0, 0] as const);
    const events = inject(session.alice, forged(version, from, WELL_FORMED['reveal-sig']));
    expect(events).toEqual([]);
    expectUnchanged(session);
  });
});

describe('A5 a version 3 commit into a version 2 session', () => {
  test('its sender starts in plaintext, and everything still goes to the session', () => {
    const session = liveSession(2);
    const { alice, bob } = session;
    inject(alice, forged(3, [STRANGER, 0], WELL_FORMED['dh-commit']));
    const states = alice.correspondent.sessions().map(({ version, state }) => [version, state]);
    expect(states).toContainEqual([3, 'plaintext']);
    alice.send('to bob');
    alice.note(alice.correspondent.smpStart(alice.correspondent.current(), 'secret', null));
    pump(alice, bob);
    expect(bob.shown).toEqual(['+ to bob']);
    expect(bob.all('smp').map(({ outcome }) => outcome)).toEqual(['asked']);
    expectUnchanged(session);
  });
});

describe.each(VERSIONS)('at each step of an exchange of version %i', (version) => {
  const from = version === 3 ? ([BOB_TAG, ALICE_TAG] as const) : ([0, 0] as const);

  test.each(['reveal-sig', 'signature', 'dh-key'] as const)(
    'A12 a forged %s changes nothing',
    (type) => {
      for (const starts of ['alice', 'bob'] as const) {
        const { alice, bob } = pair({ versions: [version] });
        (starts === 'alice' ? alice : bob).start();
        // A D-H Key while ours is awaited is answered, as the specification has it.
        const isAwaited = (): boolean => type === 'dh-key' && starts === 'bob';
        while (alice.outbox.length + bob.outbox.length > 0) {
          const before = alice.outbox.length;
          if (!isAwaited()) alice.receive(forged(version, from, WELL_FORMED[type]));
          alice.outbox.length = before;
          for (const [sender, receiver] of [
            [alice, bob],
            [bob, alice],
          ] as const) {
            const packet = sender.outbox.shift();
            if (packet !== undefined) receiver.receive(packet);
          }
        }
        expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
        expect(alice.correspondent.current().ssid).toBe(bob.correspondent.current().ssid);
      }
    },
  );
});

/** r = 1, s = 1 */
const ONES = Buffer.alloc(40);
ONES[19] = 1;
ONES[39] = 1;

describe('A3 DSA keys that are none', () => {
  const rows = (
    vectors('dsa-keys') as { keys: (RecordedKey & { what: string; refused: boolean })[] }
  ).keys.filter(({ refused }) => refused);

  /** The exchange fails quietly, and the next one of an honest peer stands. */
  const expectRefused = (hostile: Hostile): void => {
    const { alice, bob } = pair();
    const start = performance.now();
    hostile.pump(alice, hostile.begin());
    expect(performance.now() - start).toBeLessThan(2000);
    expect(hostile.established).toBeNull();
    expect(alice.all('session')).toEqual([]);
    bob.start();
    pump(alice, bob);
    expect(alice.correspondent.current()).toMatchObject({ fingerprint: FINGERPRINTS.bob });
  };

  test.each(rows.map((row) => [row.what, row] as const))('%s', (_, row) => {
    const identity = dsaKey({ ...row, x: '1' });
    expectRefused(new Hostile({ version: 3, tag: STRANGER, identity, signature: ONES }));
  });

  test('y = 1, for which everybody can sign (x = 0)', () => {
    const identity = { ...IDENTITIES.bob, y: 1n, x: 0n };
    expectRefused(new Hostile({ version: 3, tag: STRANGER, identity }));
  });

  test('g = y = 1, for which r = 1 signs everything', () => {
    const identity = { ...IDENTITIES.bob, g: 1n, y: 1n };
    expectRefused(new Hostile({ version: 3, tag: STRANGER, identity, signature: ONES }));
  });
});

describe('a value of the exchange out of range', () => {
  const VALUES: readonly (readonly [string, bigint])[] = [
    ['0', 0n],
    ['1', 1n],
    ['p - 1', P - 1n],
    ['p', P],
    ['p + 2', P + 2n],
    ['2^1536 - 1', (1n << 1536n) - 1n],
  ];

  test.each(VALUES)('A18 g^y = %s: not answered, and the true one still is', (_, gy) => {
    for (const version of VERSIONS) {
      const { alice, bob } = pair({ versions: [version] });
      bob.start();
      alice.receive(bob.outbox.shift()!);
      const tags = version === 3 ? ([BOB_TAG, ALICE_TAG] as const) : ([0, 0] as const);
      const key = { type: 'dh-key', gy: Uint8Array.from(magnitude(gy)) } as const;
      const events = alice.receive(forged(version, tags, key));
      expect(kindsOf(events)).toEqual(version === 2 ? ['setup-error'] : []);
      pump(alice, bob);
      expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
    }
  });

  test('A18 "?OTR:AAIKAAAAAA==.", awaited and not', () => {
    const { alice } = pair({ versions: [2] });
    expect(alice.receive('?OTR:AAIKAAAAAA==.')).toEqual([]);
    alice.receive('?OTRv2?');
    expect(kindsOf(alice.receive('?OTR:AAIKAAAAAA==.'))).toEqual(['setup-error']);
  });

  test('A4 an MPI longer than the group: refused by its length, also in fragments', () => {
    const dhKey = (length: number): string =>
      armor(Buffer.concat([Buffer.from('00020a', 'hex'), data(Buffer.alloc(length, 0x42))]));
    const { alice } = pair({ versions: [2] });
    alice.receive('?OTRv2?');
    expect(kindsOf(alice.receive(dhKey(193)))).toEqual(['received-malformed', 'transmit']);
    const wire = dhKey((1 << 24) + 1);
    const start = performance.now();
    expect(kindsOf(alice.receive(wire))).toEqual(['received-malformed', 'transmit']);
    for (const packet of fragment(wire, 60_000, 2, [0, 0])) alice.receive(packet);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(alice.wire.filter((packet) => packet.startsWith('?OTR:AAIR'))).toEqual([]);
  });
});

describe('A29 a lower version than this contact is known to speak', () => {
  const speaks = (person: Person, versions: readonly Version[]): void => {
    const [allowV2, allowV3] = [versions.includes(2), versions.includes(3)];
    person.policy = { ...person.policy, allowV2, allowV3 };
  };

  test('is told, and version 3 is taken when both are offered', () => {
    const { alice, bob } = pair({ versions: [2, 3] });
    alice.start();
    pump(alice, bob);
    expect([alice, bob].map((side) => side.correspondent.current().version)).toEqual([3, 3]);
    expect([...alice.notices, ...bob.notices]).not.toContain('version-downgrade');
    alice.end();
    pump(alice, bob);
    bob.end();
    // Somebody on the way strips the 3.
    alice.start();
    for (const packet of alice.outbox.splice(0)) bob.receive(packet.replace('v23?', 'v2?'));
    pump(alice, bob);
    expect(alice.correspondent.current().version).toBe(2);
    expect(alice.notices).toContain('version-downgrade');
    expect(bob.notices).toContain('version-downgrade');
  });

  test('is nothing to tell when it is the first', () => {
    const { alice, bob } = pair({ versions: [2, 3] });
    speaks(bob, [2]);
    alice.start();
    pump(alice, bob);
    speaks(bob, [2, 3]);
    alice.start();
    pump(alice, bob);
    expect(alice.notices).not.toContain('version-downgrade');
  });
});
