// SPDX-License-Identifier: GPL-2.0-or-later
// Two cells of the key exchange's table that four engines in five have wrong, seen from outside.
import { decodeText } from '../../support/decode.js';
import { VERSIONS } from '../../support/attack.js';
import { pair, type Person, pump } from '../../support/two-party.js';

const typeOf = (packet: string | undefined): string | undefined =>
  packet === undefined ? undefined : decodeText(packet)?.ake?.type;

describe.each(VERSIONS)('version %i', (version) => {
  test('cell A: the same D-H Key again gets the same Reveal Signature again, byte for byte', () => {
    const { alice, bob } = pair({ versions: [version] });
    alice.start();
    bob.receive(alice.outbox.shift()!);
    alice.receive(bob.outbox.shift()!);
    const dhKey = alice.outbox.shift()!;
    expect(typeOf(dhKey)).toBe('dh-key');
    bob.receive(dhKey);
    const reveal = bob.outbox.shift()!;
    expect(typeOf(reveal)).toBe('reveal-sig');
    for (let again = 0; again < 3; again += 1) {
      bob.receive(dhKey);
      expect(bob.outbox).toEqual([reveal]);
      bob.outbox.length = 0;
    }
    // The first one was lost; the second completes the exchange.
    alice.receive(reveal);
    pump(alice, bob);
    expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
  });

  test('cell A: another D-H Key than the first one is not answered', () => {
    const { alice, bob } = pair({ versions: [version] });
    const other = pair({ versions: [version], seed: 'other' });
    alice.start();
    bob.receive(alice.outbox.shift()!);
    other.alice.receive(bob.outbox[0]!);
    const strange = other.alice.outbox.shift()!;
    alice.receive(bob.outbox.shift()!);
    bob.receive(alice.outbox.shift()!);
    const before = bob.wire.length;
    bob.receive(strange);
    expect(bob.wire).toHaveLength(before);
    pump(alice, bob);
    expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
  });

  /** Both have committed, and neither has heard the other. */
  const crossed = (seed: number): { winner: Person; loser: Person } => {
    const { alice, bob } = pair({ versions: [version], seed });
    alice.receive(`?OTRv${version}?`);
    bob.receive(`?OTRv${version}?`);
    const hash = (person: Person): Buffer => {
      const { ake } = decodeText(person.outbox[0]!)!;
      return Buffer.from(ake?.type === 'dh-commit' ? ake.hashedGx : []);
    };
    const aliceWins = Buffer.compare(hash(alice), hash(bob)) > 0;
    return aliceWins ? { winner: alice, loser: bob } : { winner: bob, loser: alice };
  };

  test.each([1, 2, 3, 4])(
    'cell B: of two crossing commits the higher hash stays, and the lower one yields, seed %i',
    (seed) => {
      const { winner, loser } = crossed(seed);
      const [winners, losers] = [winner.outbox.shift()!, loser.outbox.shift()!];
      winner.receive(losers);
      // "Ignore the incoming message, but resend your D-H Commit"; v3 may answer as well (1.6).
      const sent = winner.outbox.splice(0);
      expect(sent.map(typeOf)).toContain('dh-commit');
      loser.receive(winners);
      expect(loser.outbox.map(typeOf)).toEqual(['dh-key']);
      // "... and stays": the answer to the first commit is still taken.
      winner.receive(loser.outbox.shift()!);
      expect(winner.outbox.map(typeOf)).toContain('reveal-sig');
      for (const packet of sent) loser.receive(packet);
      pump(winner, loser);
      expect([winner.state, loser.state]).toEqual(['encrypted', 'encrypted']);
      const [a, b] = [winner, loser].map((side) => side.correspondent.current().ssid);
      expect(a).toBe(b);
    },
  );
});
