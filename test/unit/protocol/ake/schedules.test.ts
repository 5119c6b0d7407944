// SPDX-License-Identifier: GPL-2.0-or-later
// Two parties over a network that loses, repeats and reorders: the same keys or none.
import type { AkeMessage } from '../../../../src/wire/ake-messages.js';
import { OtrFault } from '../../../../src/wire/fault.js';
import { Party } from '../../../support/ake.js';
import { SeededRandom } from '../../../support/seeded-random.js';
import { toHex } from '../../../support/vectors.js';

interface Network {
  readonly drop: number;
  readonly repeat: number;
  readonly reorder: number;
}

interface Packet {
  readonly to: Party;
  readonly message: AkeMessage;
}

/** Delivers until all is silent. */
function deliver(
  queue: Packet[],
  parties: [Party, Party],
  random: SeededRandom,
  net: Network,
): void {
  for (let left = 60; queue.length > 0 && left > 0; left -= 1) {
    const at = random.chance(net.reorder) ? random.integer(queue.length) : next(queue, random);
    const [packet] = queue.splice(at, 1);
    if (random.chance(net.drop)) continue;
    if (random.chance(net.repeat)) queue.push(packet!);
    hear(packet!, parties, queue);
  }
}

/** The oldest message of one direction or the other: each keeps its order, at any speed. */
function next(queue: readonly Packet[], random: SeededRandom): number {
  const someone = queue[random.integer(queue.length)]!.to;
  return queue.findIndex(({ to }) => to === someone);
}

function hear({ to, message }: Packet, parties: [Party, Party], queue: Packet[]): void {
  const before = to.state;
  try {
    const reply = to.hear(message);
    const other = parties[0] === to ? parties[1] : parties[0];
    if (reply !== null) queue.push({ to: other, message: reply });
  } catch (error) {
    if (!(error instanceof OtrFault)) throw error;
    expect(to.state).toBe(before);
  }
}

/** Every session of one is the other's too, unless only its last message was lost. */
function agree([a, b]: [Party, Party]): boolean {
  const ids = (party: Party): string[] => party.established.map(({ ssid }) => toHex(ssid));
  const secrets = (party: Party): string[] =>
    party.established.map(({ secret }) => toHex(secret.reveal()));
  expect(new Set([...ids(a), ...ids(b)]).size).toBe(new Set([...secrets(a), ...secrets(b)]).size);
  const last = (party: Party): string | undefined => ids(party).at(-1);
  return last(a) !== undefined && last(a) === last(b);
}

const PERFECT: Network = { drop: 0, repeat: 0, reorder: 0 };

describe('simultaneous starts (protocol.md 1.6)', () => {
  it.each(Array.from({ length: 40 }, (_, i) => i))('both sides end private, seed %i', (seed) => {
    const random = new SeededRandom(`crossing ${seed}`);
    const parties: [Party, Party] = [new Party('alice', seed), new Party('bob', seed)];
    const queue = [
      { to: parties[1], message: parties[0].begin() },
      { to: parties[0], message: parties[1].begin() },
    ];
    deliver(queue, parties, random, PERFECT);
    expect(agree(parties)).toBe(true);
  });
});

describe('any network', () => {
  it('ends with the same keys on both sides or with none in use', () => {
    let complete = 0;
    for (let seed = 0; seed < 120; seed += 1) {
      const random = new SeededRandom(`network ${seed}`);
      const parties: [Party, Party] = [new Party('alice', seed), new Party('bob', seed)];
      const queue: Packet[] = [{ to: parties[0], message: parties[1].begin() }];
      if (random.chance(0.5)) queue.push({ to: parties[1], message: parties[0].begin() });
      deliver(queue, parties, random, { drop: 0.1, repeat: 0.2, reorder: 0.3 });
      if (agree(parties)) complete += 1;
    }
    expect(complete).toBeGreaterThan(30);
  });
});
