// SPDX-License-Identifier: GPL-2.0-or-later
// What somebody on the way may do to a conversation: a live session stays as it is.
import { AKE, bytesOf, forged, STRANGER, tagOf, tags, withHighestCounter } from './forgery.js';
import { shown } from './network.js';
import { lastState, OPPONENTS, type Pair, policy, withPair } from './pair.js';
import type { Peer } from './peer.js';

jest.setTimeout(120_000);

const AKE_TYPES = Object.keys(AKE) as (keyof typeof AKE)[];
const BOTH_VERSIONS = 'v2,v3,tag,tagstart,errstart';

/** Gives `wire` to alice; her answers never reach bob. */
async function inject({ alice }: Pair, wire: Buffer | string): Promise<string[]> {
  await alice.recv(wire);
  return alice.outbox.splice(0).map(String);
}

/** The session that alice had before is still the one that both use. */
async function expectUnchanged(pair: Pair, ssid: unknown): Promise<void> {
  const { alice, bob } = pair;
  expect(lastState(alice)).toMatchObject({ ssid });
  const contexts = (await alice.cmd('status')).filter(({ ssid: its }) => its === ssid);
  expect(contexts).toMatchObject([{ msgstate: 'encrypted' }]);
  await pair.expectHeard(alice, bob, 'still ours?');
  await pair.expectHeard(bob, alice, 'still ours.');
}

describe.each(OPPONENTS)('with $kind, version $version', (opponent) => {
  const { version } = opponent;
  const other = version === 3 ? 2 : 3;

  /** Our engine speaks both versions; bob only one. */
  const test_ = (name: string, run: (pair: Pair, ssid: unknown) => Promise<void>) => {
    test(name, () =>
      withPair(
        opponent,
        async (pair) => {
          await pair.makePrivate();
          await run(pair, lastState(pair.alice)?.['ssid']);
        },
        { alice: { policy: BOTH_VERSIONS }, bob: { policy: policy(version) } },
      ),
    );
  };

  test_('queries and tags change nothing', async (pair, ssid) => {
    for (const query of ['?OTRv3?', '?OTRv2?', '?OTR?', '?OTR?v2?', '?OTRv23?', '?OTRv?']) {
      await inject(pair, query);
      await expectUnchanged(pair, ssid);
    }
    await inject(pair, 'hi \t  \t\t\t\t \t \t \t    \t\t  \t   \t\t  \t\t');
    await expectUnchanged(pair, ssid);
  });

  test_('a query, and any D-H Key after it', async (pair, ssid) => {
    const from: [number, number][] = [tags(pair.bob, pair.alice) as [number, number]];
    from.push([STRANGER, tagOf(pair.alice)]);
    for (const asked of [2, 3] as const)
      for (const sender of version === 2 ? from.slice(1) : from) {
        await inject(pair, `?OTRv${String(asked)}?`);
        await inject(pair, forged(asked, sender, 'dh-key'));
        await expectUnchanged(pair, ssid);
      }
  });

  test_('key-exchange messages of either version, from anybody', async (pair, ssid) => {
    const alice = tagOf(pair.alice);
    const senders = version === 3 ? [tagOf(pair.bob), STRANGER] : [STRANGER];
    for (const type of AKE_TYPES)
      for (const sender of senders)
        for (const receiver of [alice, 0]) {
          await inject(pair, forged(version, [sender, receiver], type));
          await inject(pair, forged(other, [STRANGER, receiver], type));
        }
    await expectUnchanged(pair, ssid);
  });

  test_('a forged data message with the highest counter', async (pair, ssid) => {
    await pair.bob.send('real');
    const real = pair.bob.outbox.shift()!;
    await inject(pair, withHighestCounter(real));
    await pair.alice.recv(real);
    pair.alice.outbox.length = 0;
    await expectUnchanged(pair, ssid);
  });

  test_('a message again, and one that was cut', async (pair, ssid) => {
    await pair.bob.send('once');
    const real = pair.bob.outbox.shift()!;
    const first = await pair.alice.recv(real);
    const again = await pair.alice.recv(real);
    expect([first, again].map((seen) => texts(seen, pair.alice))).toEqual([['once'], []]);
    const bytes = bytesOf(real);
    for (let length = 0; length < bytes.length; length += 7)
      await inject(pair, `?OTR:${bytes.subarray(0, length).toString('base64')}.`);
    await expectUnchanged(pair, ssid);
  });

  test_('our own messages come back', async (pair, ssid) => {
    const { alice } = pair;
    const mine = alice.events('inject').map(({ b64 }) => Buffer.from(String(b64), 'base64'));
    for (const wire of mine) await inject(pair, wire);
    expect(lastState(alice)).toMatchObject({ ssid });
    await expectUnchanged(pair, ssid);
  });

  test_('plaintext is shown as what it is', async (pair, ssid) => {
    for (const text of ['in clear', 'in clear \t  \t\t\t\t \t \t \t    \t\t  \t ']) {
      const display = (await pair.alice.recv(text)).filter(({ ev }) => ev === 'display');
      expect(display).toMatchObject([{ text: 'in clear', private: false, warned: true }]);
      pair.alice.outbox.length = 0;
    }
    await expectUnchanged(pair, ssid);
  });

  test_('garbage and fragments of nothing', async (pair, ssid) => {
    const garbage = [
      '?OTR',
      '?OTR:',
      '?OTR:===.',
      '?OTR:%%%%.',
      '?OTR,',
      '?OTR|',
      '?OTRv',
      '?OTR?v',
    ];
    const fragments = [
      '?OTR,0,0,x,',
      '?OTR,2,1,x,',
      '?OTR,1,65535,x,',
      '?OTR|1|1,1,2,x,',
      '?OTR,-1,2,,',
    ];
    for (const wire of [...garbage, ...fragments, '?OTR:AAIKAAAAAA==.']) await inject(pair, wire);
    await expectUnchanged(pair, ssid);
  });
});

describe('before any session', () => {
  const libotr = { kind: 'libotr', version: 3 } as const;

  test.each([1, 0x64, 0xff])('a message from the reserved tag %i is nobody', (tag) =>
    withPair(libotr, async (pair) => {
      const alice = tagOf(pair.alice);
      for (const type of AKE_TYPES) await inject(pair, forged(3, [tag, alice], type));
      await inject(pair, `?OTR|${tag.toString(16).padStart(8, '0')}|00000000,1,2,?OTR:AAMC,`);
      expect(await pair.alice.cmd('status')).toEqual([]);
      await pair.makePrivate();
    }),
  );

  test.each(OPPONENTS)(
    'a forged message at each step of the exchange, with $kind, version $version',
    (opponent) =>
      withPair(opponent, async (pair) => {
        const { alice, bob } = pair;
        const { version } = opponent;
        // Only somebody who hears the exchange knows both tags.
        const from = version === 3 ? tags(bob, alice) : ([0, 0] as const);
        await alice.cmd('start');
        for (let step = 0; alice.outbox.length + bob.outbox.length > 0; step++) {
          for (const type of ['reveal-sig', 'signature'] as const) {
            const answers = (await alice.recv(forged(version, from, type))).map(({ ev }) => ev);
            expect(answers).not.toContain('state');
          }
          await passOne(alice, bob);
          await passOne(bob, alice);
        }
        await pair.expectPrivate();
      }),
  );
});

/** Carries the first message that `from` has for `to`. */
async function passOne(from: Peer, to: Peer): Promise<void> {
  const wire = from.outbox.shift();
  if (wire) await to.recv(wire);
}

function texts(events: Awaited<ReturnType<Peer['recv']>>, peer: Peer): string[] {
  return shown(
    events.map((event) => ({ peer, event })),
    peer,
  ).map(({ text }) => text);
}
