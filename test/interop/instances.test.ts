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

describe.each(['libotr', 'ours'] as const)('alice chooses between two programs of %s', (kind) => {
  test('and only the chosen one hears her', () =>
    withTwoBobs(kind, async (three) => {
      const { alice, home, work } = three;
      await alice.cmd('start');
      await carryAll(three);
      for (const [chosen, other] of [
        [home, work],
        [work, home],
      ] as const) {
        await alice.cmd(`instance ${String(chosen.ready['instag'])}`);
        await alice.age(1);
        await other.send('over here!');
        await carryAll(three);
        const before = texts(other).length;
        await alice.send('for one of you');
        await carryAll(three);
        expect(texts(chosen).at(-1)).toMatchObject({ text: 'for one of you', private: true });
        expect(texts(other)).toHaveLength(before);
      }
      await alice.cmd('instance recent');
      await alice.age(1);
      await home.send('I spoke last');
      await carryAll(three);
      await alice.send('to you then');
      await carryAll(three);
      expect(texts(home).at(-1)).toMatchObject({ text: 'to you then', private: true });
    }));

  test('when the chosen one ends its session, nothing goes out until she chooses anew', () =>
    withTwoBobs(kind, async (three) => {
      const { alice, home, work } = three;
      await alice.cmd('start');
      await carryAll(three);
      await alice.cmd(`instance ${String(work.ready['instag'])}`);
      await work.cmd('end');
      await carryAll(three);
      const events = await alice.send('for work alone');
      expect(events.map(({ ev }) => ev)).toContain('suppressed');
      expect(alice.outbox).toEqual([]);
      await alice.cmd('instance best');
      await alice.send('for anybody');
      await carryAll(three);
      expect(texts(home).at(-1)).toMatchObject({ text: 'for anybody', private: true });
    }));

  test('and ends the session with one of them alone', () =>
    withTwoBobs(kind, async (three) => {
      const { alice, home, work } = three;
      await alice.cmd('start');
      await carryAll(three);
      await alice.cmd(`instance ${String(work.ready['instag'])}`);
      await alice.cmd('end-one');
      await carryAll(three);
      expect([lastState(work), lastState(home)]).toMatchObject([
        { state: 'finished' },
        { state: 'gone_secure' },
      ]);
      await alice.send('who is left?');
      for (const wire of alice.outbox) expect(wire.toString()).not.toContain('left');
      await carryAll(three);
      expect(texts(home).at(-1)).toMatchObject({ text: 'who is left?', private: true });
    }));

  test('and compares secrets with each of them', () =>
    withTwoBobs(kind, async (three) => {
      const { alice, home, work } = three;
      await alice.cmd('start');
      await carryAll(three);
      for (const bob of [home, work]) {
        await alice.cmd(`instance ${String(bob.ready['instag'])}`);
        await alice.cmd(`smp-start for ${bob === home ? 'home' : 'work'}`);
      }
      await carryAll(three);
      await work.cmd('smp-respond for work');
      await home.cmd('smp-respond for work');
      await carryAll(three);
      expect([work, home].map((bob) => bob.events('smp').at(-1)?.['event'])).toEqual([
        'SUCCESS',
        'FAILURE',
      ]);
      const ends = alice.events('smp').filter(({ event }) => /SUCCESS|FAILURE/.test(String(event)));
      expect(ends.map(({ event }) => event).sort()).toEqual(['FAILURE', 'SUCCESS']);
    }));
});

test.each(['libotr', 'ours'] as const)('a program of %s that comes back with another tag', (kind) =>
  withTwoBobs(kind, async (three) => {
    const { alice, home, work } = three;
    await alice.cmd('start');
    await carryAll(three);
    await work.cmd('end');
    await carryAll(three);
    await home.cmd('newinstag');
    await alice.age(61);
    await home.cmd('start');
    await carryAll(three);
    // Time orders what was heard.
    await alice.age(1);
    await home.send('a new tag, the same key');
    await carryAll(three);
    expect(texts(alice).at(-1)).toMatchObject({ text: 'a new tag, the same key', private: true });
    await alice.send('I see you');
    await carryAll(three);
    expect(texts(home).at(-1)).toMatchObject({ text: 'I see you', private: true });
  }),
);
