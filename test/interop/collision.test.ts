// SPDX-License-Identifier: GPL-2.0-or-later
// Both sides start at the same moment; and key exchanges over a bad network.
import { meddler, seeded, shuffle, twice } from './network.js';
import { lastState, OPPONENTS, type Pair, withPair } from './pair.js';
import type { Peer } from './peer.js';

jest.setTimeout(120_000);

/**
 * How many orders of each kind: a few, or as many as COLLISIONS says.
 * `COLLISIONS=50 npx jest --selectProjects interop --testPathPatterns collision -t 'at once'`
 */
const FULL = Number(process.env['COLLISIONS'] ?? 0);
const seeds = (few: number): number[] => Array.from({ length: FULL || few }, (_, i) => i + 1);
const SEEDS = seeds(6);

/** How each side begins: it asks, or says something with a tag. */
const BEGINNINGS = {
  asks: (peer: Peer) => peer.cmd('start'),
  'says something': (peer: Peer) => peer.send('hello in clear'),
} as const;

type Beginning = keyof typeof BEGINNINGS;

const PAIRS: readonly (readonly [Beginning, Beginning])[] = [
  ['asks', 'asks'],
  ['asks', 'says something'],
  ['says something', 'asks'],
  ['says something', 'says something'],
];

/** Both begin; the messages cross as the seed says. */
async function startBoth(
  { alice, bob }: Pair,
  [first, second]: readonly [Beginning, Beginning],
  seed: number,
): Promise<void> {
  await BEGINNINGS[first](alice);
  await BEGINNINGS[second](bob);
  await shuffle(alice, bob, seeded(seed));
}

/** Private within 30 seconds, of which none is needed as a rule. */
async function expectSoonPrivate(pair: Pair): Promise<void> {
  const { alice, bob } = pair;
  const isPrivate = (peer: Peer): boolean => /secure$/.test(String(lastState(peer)?.['state']));
  if (!isPrivate(alice) || !isPrivate(bob)) {
    await Promise.all([alice.age(30), bob.age(30)]);
    await pair.pump();
  }
  await pair.expectPrivate();
}

describe.each(OPPONENTS)('with $kind, version $version', (opponent) => {
  describe.each(PAIRS)('at once alice %s, bob %s', (...beginnings) => {
    test.each(beginnings[0] === beginnings[1] ? SEEDS : SEEDS.slice(0, FULL || 2))(
      'order %i',
      (seed) =>
        withPair(opponent, async (pair) => {
          await startBoth(pair, beginnings, seed);
          await expectSoonPrivate(pair);
        }),
    );
  });

  test.each(['alice', 'bob'] as const)('every message comes twice, %s starts', (side) =>
    withPair(opponent, async (pair) => {
      await pair[side].cmd('start');
      await pair.pump(twice());
      await pair.expectPrivate();
    }),
  );

  test.each(seeds(5))('messages out of order, order %i', (seed) =>
    withPair(opponent, async (pair) => {
      await pair[seed % 2 === 0 ? 'alice' : 'bob'].cmd('start');
      await pair.pump(meddler(seed, { reorder: 0.4 }));
      await pair.expectPrivate();
    }),
  );

  test.each(seeds(8))('messages lost, twice, out of order or damaged, order %i', (seed) =>
    withPair(opponent, async (pair) => {
      const { alice, bob } = pair;
      const bad = meddler(seed, { drop: 0.2, duplicate: 0.2, reorder: 0.2, tamper: 0.2 });
      await startBoth(pair, ['asks', 'asks'], seed);
      for (const side of [alice, bob, alice, bob]) {
        await side.cmd('start');
        await pair.pump(bad);
      }
      // The network is good again, and after a while somebody asks anew.
      await Promise.all([alice.age(61), bob.age(61)]);
      await (seed % 2 === 0 ? alice : bob).cmd('start');
      await pair.pump();
      // What libotr still has of a lost exchange can spoil this one; ours then begins another by itself.
      for (const seconds of [4, 10, 10]) {
        await alice.age(seconds);
        await pair.pump();
      }
      await pair.expectPrivate();
    }),
  );
});

// The JS engine takes the key r of its D-H Commit for a number; when it begins with
// a zero digit, what it reveals does not open its commit, and only an exchange of ours can succeed.
describe.each([2, 3] as const)('the JS engine, version %i, loses its key', (version) => {
  test.each(seeds(3))('we start one of our own, run %i', () =>
    withPair(
      { kind: 'js', version },
      async (pair) => {
        await pair.alice.cmd('start');
        await pair.pump();
        await pair.alice.cmd('age 4');
        await pair.pump();
        await pair.expectPrivate();
      },
      { bob: { extra: ['--ake-r', 'low'] } },
    ),
  );
});
