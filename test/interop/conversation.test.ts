// SPDX-License-Identifier: GPL-2.0-or-later
// A whole conversation with each engine: starting in every way, talking, refreshing, ending.
import { shown } from './network.js';
import { lastState, type Opponent, OPPONENTS, type Pair, policy, withPair } from './pair.js';
import type { Peer } from './peer.js';

jest.setTimeout(120_000);

const TEXTS = [
  'plain words',
  'a < b & c > "d" &lt; &amp; <b>bold</b>',
  'Grüße, žluťoučký kůň, Ελληνικά, עברית, 日本語',
  '👍🏽 👨‍👩‍👧 𝄞',
  'two\nlines\r\nand\ta tab',
  ' spaces at both ends ',
  '?',
  'x'.repeat(3000),
];

function textOf(i: number): string {
  return `${String(i)}: ${TEXTS[i % TEXTS.length]!}`;
}

/** 60 texts each way: alone, in answer, and several in a row. */
async function talk(pair: Pair): Promise<void> {
  const { alice, bob } = pair;
  for (let i = 0; i < 60; i++) {
    await pair.expectHeard(alice, bob, textOf(i));
    if (i % 3 !== 0) await pair.expectHeard(bob, alice, textOf(i + 1));
    if (i % 3 === 2) await pair.expectHeard(bob, alice, textOf(i + 2));
  }
}

/** `from` sends plaintext that carries a whitespace tag, if its policy says so. */
async function greet(pair: Pair, from: Peer): Promise<ReturnType<typeof shown>> {
  await from.send('hello in clear');
  return shown(await pair.pump(), from === pair.alice ? pair.bob : pair.alice);
}

const CLEAR = [{ private: false, text: 'hello in clear' }];

describe.each(OPPONENTS)('with $kind, version $version', (opponent: Opponent) => {
  const { kind, version } = opponent;
  const untagged = policy(version, 'errstart');
  const test_ = (name: string, run: (pair: Pair) => Promise<void>, sides = {}) => {
    test(name, () => withPair(opponent, run, sides));
  };

  test_('we ask', async (pair) => {
    await pair.makePrivate();
    expect(lastState(pair.alice)).toMatchObject({ state: 'gone_secure', version });
  });

  test_('they ask', async (pair) => {
    await pair.bob.cmd('start');
    await pair.pump();
    await pair.expectPrivate();
    expect(lastState(pair.alice)).toMatchObject({ state: 'gone_secure', version });
  });

  test_('our whitespace tag starts it', async (pair) => {
    expect(await greet(pair, pair.alice)).toEqual(CLEAR);
    await pair.expectPrivate();
  });

  test_('their whitespace tag starts it', async (pair) => {
    expect(await greet(pair, pair.bob)).toEqual(CLEAR);
    await pair.expectPrivate();
  });

  test_(
    'without tags nothing starts, and text passes as it is',
    async (pair) => {
      expect(await greet(pair, pair.alice)).toEqual(CLEAR);
      expect(await greet(pair, pair.bob)).toEqual(CLEAR);
      expect(pair.alice.events('state')).toEqual([]);
      expect(pair.alice.events('inject')).toMatchObject([
        { b64: Buffer.from('hello in clear').toString('base64') },
      ]);
    },
    { alice: { policy: untagged }, bob: { policy: untagged } },
  );

  test_(
    'a tag that is not to start anything is only taken off',
    async (pair) => {
      expect(await greet(pair, pair.bob)).toEqual(CLEAR);
      expect(pair.alice.events('inject')).toEqual([]);
    },
    { alice: { policy: untagged } },
  );

  test_('60 messages each way', async (pair) => {
    await pair.makePrivate();
    await talk(pair);
  });

  test.each([200, 400])('60 messages each way in packets of %i', (fragsize) =>
    withPair(
      opponent,
      async (pair) => {
        await pair.bob.cmd('start');
        await pair.pump();
        await pair.expectPrivate();
        await talk(pair);
        for (const { b64 } of pair.alice.events('inject'))
          expect(Buffer.from(String(b64), 'base64').length).toBeLessThanOrEqual(fragsize);
      },
      { alice: { fragsize }, bob: { fragsize } },
    ),
  );

  test_('300 messages one way, then an answer', async (pair) => {
    await pair.makePrivate();
    for (let i = 0; i < 300; i++) await pair.expectHeard(pair.bob, pair.alice, `no. ${String(i)}`);
    await pair.expectHeard(pair.alice, pair.bob, 'enough');
    for (let i = 0; i < 300; i++) await pair.expectHeard(pair.alice, pair.bob, `no. ${String(i)}`);
    await pair.expectHeard(pair.bob, pair.alice, 'indeed');
  });

  test_('we end it: they are told, and nothing of theirs leaves', async (pair) => {
    await pair.makePrivate();
    await pair.alice.cmd('end');
    expect(lastState(pair.alice)).toMatchObject({ state: 'gone_insecure' });
    await pair.pump();
    expect(lastState(pair.bob)).toMatchObject({ state: 'finished' });
  });

  test_('they end it: nothing of ours leaves until we have chosen', async (pair) => {
    const { alice, bob } = pair;
    await pair.makePrivate();
    await bob.cmd('end');
    await pair.pump();
    expect(lastState(alice)).toMatchObject({ state: 'finished' });
    const refused = await alice.send('not for the whole world');
    expect(refused.map((event) => event.ev)).toContain('suppressed');
    expect(alice.outbox).toEqual([]);
    await alice.cmd('end');
    await alice.send('for everybody');
    expect(alice.outbox.map(String)).toEqual([expect.stringContaining('for everybody')]);
  });

  // The JS engine cannot hold a second session in one object after keys have rotated.
  if (kind !== 'js') {
    test_('refreshed from both sides in the middle of it', async (pair) => {
      const { alice, bob } = pair;
      await pair.makePrivate();
      for (const side of [alice, bob, alice]) {
        const before = lastState(alice)?.['ssid'];
        await side.cmd('start');
        await pair.pump();
        await pair.expectPrivate();
        expect(lastState(alice)).toMatchObject({ state: 'still_secure', version });
        expect(lastState(alice)?.['ssid']).not.toBe(before);
      }
    });

    test_('ended and started again', async (pair) => {
      const { alice, bob } = pair;
      await pair.makePrivate();
      for (const [ending, asking] of [
        [alice, bob],
        [bob, alice],
        [alice, alice],
        [bob, bob],
      ] as const) {
        await alice.age(61);
        await ending.cmd('end');
        await pair.pump();
        await asking.cmd('start');
        await pair.pump();
        await pair.expectPrivate();
        expect(lastState(alice)).toMatchObject({ state: 'gone_secure' });
      }
    });
  }
});
