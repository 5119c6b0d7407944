// SPDX-License-Identifier: GPL-2.0-or-later
// The Socialist Millionaires' Protocol with each engine, in both roles.
import { OPPONENTS, type Opponent, type Pair, withPair } from './pair.js';
import type { Peer, PeerEvent } from './peer.js';

jest.setTimeout(120_000);

/** The SMP events of a peer since the last call. */
function smpEvents(peer: Peer, since = 0): PeerEvent[] {
  return peer.events('smp').slice(since);
}

/** What a peer's comparison has come to, whatever came before. */
function result(peer: Peer): unknown {
  return smpEvents(peer).at(-1)?.['event'];
}

const ASKING = ['ASK_FOR_SECRET', 'ASK_FOR_ANSWER'];

/** `from` asks; `to` is asked, with the same question. */
async function ask(
  pair: Pair,
  from: Peer,
  to: Peer,
  { secret, question }: { secret: string; question: string | null },
): Promise<void> {
  const before = smpEvents(to).length;
  await from.cmd(question === null ? `smp-start ${secret}` : `smp-ask ${question} :: ${secret}`);
  await pair.pump();
  const asked = smpEvents(to, before).filter(({ event }) => ASKING.includes(String(event)));
  expect(asked).toMatchObject([
    question === null ? { event: 'ASK_FOR_SECRET' } : { event: 'ASK_FOR_ANSWER', question },
  ]);
}

async function answer(pair: Pair, by: Peer, secret: string): Promise<void> {
  await by.cmd(`smp-respond ${secret}`);
  await pair.pump();
}

/** The session is as it was, and so is what comes after. */
async function expectUnharmed(pair: Pair): Promise<void> {
  await pair.expectHeard(pair.alice, pair.bob, 'and now?');
  await pair.expectHeard(pair.bob, pair.alice, 'as before.');
  await ask(pair, pair.alice, pair.bob, { secret: 'again', question: null });
  await answer(pair, pair.bob, 'again');
  expect([result(pair.alice), result(pair.bob)]).toEqual(['SUCCESS', 'SUCCESS']);
}

const SECRETS = [
  'the quick brown fox',
  'x',
  'lang '.repeat(200).trimEnd(),
  'Grüße 日本語 👍🏽 עברית',
];

const QUESTIONS = ['Where did we meet?', '?'.repeat(60_000), 'Où ça\u00a0? 日本語 👍🏽 <b>&amp;</b>'];

/** The JS engine needs seconds for each comparison: without SMP_FULL it has the shortest of each. */
const isSlow = ({ kind }: Opponent): boolean => kind === 'js' && process.env['SMP_FULL'] !== '1';

const OTHERS = OPPONENTS.filter(({ kind }) => kind !== 'ours');

describe.each(OTHERS)('with $kind, version $version', (opponent: Opponent) => {
  const some = <T>(all: readonly T[]): readonly T[] => (isSlow(opponent) ? all.slice(-1) : all);
  const test_ = (name: string, run: (pair: Pair) => Promise<void>, isCore = false) => {
    // Both versions of the slow engine are one code.
    if (isSlow(opponent) && opponent.version === 2 && !isCore) return;
    test(name, () =>
      withPair(opponent, async (pair) => {
        await pair.makePrivate();
        await run(pair);
      }),
    );
  };

  describe.each(['we', 'they'] as const)('%s ask', (who) => {
    const sides = ({ alice, bob }: Pair) =>
      (who === 'we' ? [alice, bob] : [bob, alice]) as [Peer, Peer];

    test_(
      'right answers',
      async (pair) => {
        const [from, to] = sides(pair);
        for (const secret of some(SECRETS)) {
          await ask(pair, from, to, { secret, question: null });
          await answer(pair, to, secret);
          expect([result(from), result(to)]).toEqual(['SUCCESS', 'SUCCESS']);
        }
        await expectUnharmed(pair);
      },
      true,
    );

    test_('questions', async (pair) => {
      const [from, to] = sides(pair);
      for (const question of some(QUESTIONS)) {
        await ask(pair, from, to, { secret: 'yes', question });
        await answer(pair, to, 'yes');
        expect([result(from), result(to)]).toEqual(['SUCCESS', 'SUCCESS']);
      }
    });

    test_(
      'wrong answers',
      async (pair) => {
        const [from, to] = sides(pair);
        for (const wrong of some(['x', '日本語', 'the quick brown Fox'])) {
          await ask(pair, from, to, { secret: 'the quick brown fox', question: null });
          await answer(pair, to, wrong);
          // Some engines say with an abort that the answer was wrong.
          const outcome = smpEvents(pair.alice).at(-1)?.['outcome'];
          expect(['failure', 'failed-or-aborted']).toContain(outcome);
          expect(result(pair.bob)).toBe('FAILURE');
        }
        await expectUnharmed(pair);
      },
      true,
    );

    test_('whoever asks takes it back', async (pair) => {
      const [from, to] = sides(pair);
      await ask(pair, from, to, { secret: 'never mind', question: 'Well?' });
      await from.cmd('smp-abort');
      await pair.pump();
      expect(result(to)).toBe('ABORT');
      await expectUnharmed(pair);
    });

    test_('whoever is asked declines', async (pair) => {
      const [from, to] = sides(pair);
      await ask(pair, from, to, { secret: 'please', question: null });
      await to.cmd('smp-abort');
      await pair.pump();
      expect(result(from)).toBe('ABORT');
      expect(smpEvents(pair.alice).at(-1)).toMatchObject({ outcome: 'aborted' });
      await expectUnharmed(pair);
    });

    test_('and ask again without waiting', async (pair) => {
      const [from, to] = sides(pair);
      await ask(pair, from, to, { secret: 'first', question: null });
      await from.cmd('smp-abort');
      await ask(pair, from, to, { secret: 'second', question: null });
      await answer(pair, to, 'second');
      expect([result(from), result(to)]).toEqual(['SUCCESS', 'SUCCESS']);
    });
  });

  test_('both ask at once: nobody is left waiting, and nobody is confused', async (pair) => {
    const { alice, bob } = pair;
    await alice.cmd('smp-start crossing');
    await bob.cmd('smp-start crossing');
    await pair.pump();
    // Engines that know one run only give both up, as the specification has it.
    const ends = smpEvents(alice).filter(({ outcome }) => outcome === 'aborted');
    expect(ends.map((event) => event['asked_by']).sort()).toEqual(['them', 'us']);
    await expectUnharmed(pair);
  });

  test_('we ask while their request is open: ours comes after it', async (pair) => {
    const { alice, bob } = pair;
    await ask(pair, bob, alice, { secret: 'theirs', question: null });
    await alice.cmd('smp-ask And you? :: ours');
    expect(alice.outbox).toEqual([]);
    expect(smpEvents(alice).at(-1)).toMatchObject({ outcome: 'queued', asked_by: 'us' });
    const before = smpEvents(bob).length;
    await answer(pair, alice, 'theirs');
    const told = smpEvents(bob, before).map(({ event }) => event);
    expect(told.filter((event) => event !== 'IN_PROGRESS')).toEqual(['SUCCESS', 'ASK_FOR_ANSWER']);
    await answer(pair, bob, 'ours');
    expect([result(alice), result(bob)]).toEqual(['SUCCESS', 'SUCCESS']);
    await expectUnharmed(pair);
  });

  test_('a session that ends takes the comparison with it', async (pair) => {
    const { alice, bob } = pair;
    await ask(pair, bob, alice, { secret: 'gone', question: null });
    await bob.cmd('end');
    await pair.pump();
    expect(smpEvents(alice).at(-1)).toMatchObject({ outcome: 'aborted', asked_by: 'them' });
    await alice.cmd('smp-respond gone');
    expect(alice.outbox).toEqual([]);
  });
});

describe('with libotr', () => {
  // libotr keeps no state for a request that its person has not answered yet.
  test.each([2, 3] as const)('they ask instead of answering, version %i', (version) =>
    withPair({ kind: 'libotr', version }, async (pair) => {
      const { alice, bob } = pair;
      await pair.makePrivate();
      await ask(pair, alice, bob, { secret: 'ours', question: null });
      await ask(pair, bob, alice, { secret: 'theirs', question: null });
      await answer(pair, alice, 'theirs');
      expect(result(bob)).toBe('SUCCESS');
      expect(smpEvents(alice).at(-1)).toMatchObject({ event: 'SUCCESS', asked_by: 'them' });
      await alice.age(601);
      expect(smpEvents(alice).at(-1)).toMatchObject({ outcome: 'expired', asked_by: 'us' });
      await pair.pump();
      await expectUnharmed(pair);
    }),
  );
});

// The JS engine cannot hold a second session in one object after keys have rotated.
describe.each(OTHERS.filter(({ kind }) => kind !== 'js'))(
  'a refresh, with $kind, version $version',
  (opponent) => {
    test.each(['we', 'they'] as const)('ends what %s have asked, on both sides', (who) =>
      withPair(opponent, async (pair) => {
        const { alice, bob } = pair;
        await pair.makePrivate();
        const [from, to] = who === 'we' ? [alice, bob] : [bob, alice];
        await ask(pair, from, to, { secret: 'before', question: null });
        await alice.cmd('start');
        await pair.pump();
        const cancelled = smpEvents(alice).at(-1);
        expect(cancelled).toMatchObject({
          outcome: 'aborted',
          asked_by: who === 'we' ? 'us' : 'them',
        });
        expect(result(bob)).toBe('ABORT');
        await alice.cmd('smp-respond before');
        expect(alice.outbox).toEqual([]);
        await expectUnharmed(pair);
      }),
    );
  },
);
