// SPDX-License-Identifier: GPL-2.0-or-later
// A buddy who is logged in twice: two programs with one name and one key.
import { join } from 'node:path';
import { tagOf } from './forgery.js';
import { ENGINE, lastState, startPeer, withFolder } from './pair.js';
import type { Peer, PeerEvent } from './peer.js';
import type { Kind } from './programs.js';

jest.setTimeout(120_000);

interface Three {
  readonly alice: Peer;
  readonly home: Peer;
  readonly work: Peer;
}

/** Runs `test` with alice (our engine) and two programs of bob's. */
async function withTwoBobs(kind: Kind, test: (three: Three) => Promise<void>): Promise<void> {
  await withFolder(async (dir) => {
    const started: Peer[] = [];
    const start = async (program: Kind, place: string, account: string, peer: string) => {
      const who = { dir: join(dir, place), account, peer };
      started.push(await startPeer(program, who, { policy: 'manual' }));
      return started.at(-1)!;
    };
    try {
      const alice = await start(ENGINE, 'alice', 'alice', 'bob');
      const home = await start(kind, 'home', 'bob', 'alice');
      const work = await start(kind, 'work', 'bob', 'alice');
      await test({ alice, home, work });
      expect(alice.events('exception')).toEqual([]);
    } finally {
      await Promise.all(started.map((peer) => peer.close()));
    }
  });
}

/** Carries everything: what alice says reaches both of bob's programs. */
async function carryAll({ alice, home, work }: Three): Promise<void> {
  while ([alice, home, work].some(({ outbox }) => outbox.length > 0)) {
    const said = alice.outbox.shift();
    for (const bob of [home, work]) {
      if (said) await bob.recv(said);
      const answer = bob.outbox.shift();
      if (answer) await alice.recv(answer);
    }
  }
}

function texts(peer: Peer): PeerEvent[] {
  return peer.events('display');
}

describe.each(['libotr', 'ours'] as const)('two programs of %s', (kind) => {
  test('each gets a session of its own, and answers go to who spoke last', () =>
    withTwoBobs(kind, async (three) => {
      const { alice, home, work } = three;
      await alice.cmd('start');
      await carryAll(three);
      const sessions = (await alice.cmd('status')).filter(
        ({ msgstate }) => msgstate === 'encrypted',
      );
      expect(sessions.map(({ theirs }) => Number.parseInt(String(theirs), 16)).sort()).toEqual(
        [tagOf(home), tagOf(work)].sort(),
      );
      expect(lastState(home)?.['ssid']).not.toBe(lastState(work)?.['ssid']);
      for (const [speaker, silent] of [
        [home, work],
        [work, home],
      ] as const) {
        // Time orders what was heard.
        await alice.age(1);
        await speaker.send('I am here');
        await carryAll(three);
        const before = texts(silent).length;
        await alice.send('so I write to you');
        await carryAll(three);
        expect(texts(speaker).at(-1)).toMatchObject({ text: 'so I write to you', private: true });
        expect(texts(silent)).toHaveLength(before);
        expect(silent.events('notice').map(({ code }) => code)).toContain(
          'RCVDMSG_FOR_OTHER_INSTANCE',
        );
      }
    }));

  test('one ends its session, the other goes on', () =>
    withTwoBobs(kind, async (three) => {
      const { alice, home, work } = three;
      await alice.cmd('start');
      await carryAll(three);
      await work.cmd('end');
      await carryAll(three);
      await alice.send('who is left?');
      await carryAll(three);
      expect(texts(home).at(-1)).toMatchObject({ text: 'who is left?', private: true });
      await alice.cmd('end');
      await carryAll(three);
      expect(lastState(home)).toMatchObject({ state: 'finished' });
    }));
});

test('a program that comes back with another tag', () =>
  withTwoBobs('libotr', async (three) => {
    const { alice, home, work } = three;
    await alice.cmd('start');
    await carryAll(three);
    await work.cmd('end');
    await carryAll(three);
    await home.cmd('newinstag');
    await alice.age(61);
    await home.cmd('start');
    await carryAll(three);
    await home.send('a new tag, the same key');
    await carryAll(three);
    expect(texts(alice).at(-1)).toMatchObject({ text: 'a new tag, the same key', private: true });
    await alice.send('I see you');
    await carryAll(three);
    expect(texts(home).at(-1)).toMatchObject({ text: 'I see you', private: true });
  }));
