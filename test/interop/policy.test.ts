// SPDX-License-Identifier: GPL-2.0-or-later
// What the policies, error messages and passing time do, with libotr at the other end.
import { shown } from './network.js';
import { lastState, type Pair, type Side, withPair } from './pair.js';
import type { Peer, PeerEvent } from './peer.js';

jest.setTimeout(120_000);

const LIBOTR = { kind: 'libotr', version: 3 } as const;
const QUERY = /^\?OTRv23\?/;

function test_(name: string, alice: Side, run: (pair: Pair) => Promise<void>): void {
  test(name, () => withPair(LIBOTR, run, { alice, bob: { policy: 'opportunistic' } }));
}

function codes(events: readonly PeerEvent[]): unknown[] {
  return events.filter(({ ev }) => ev === 'notice').map((event) => event['code']);
}

/** Takes what a peer has put on the wire. */
function wires(peer: Peer): string[] {
  return peer.outbox.splice(0).map(String);
}

describe('never', () => {
  const never = { policy: 'never' };

  test_('neither asks nor answers', never, async ({ alice, bob }) => {
    await alice.cmd('start');
    expect(wires(alice)).toEqual([]);
    await bob.cmd('start');
    await alice.recv(bob.outbox.shift()!);
    expect(wires(alice)).toEqual([]);
  });

  test_('text passes as it is', never, async (pair) => {
    await pair.alice.send('hello');
    expect(pair.alice.outbox.map(String)).toEqual(['hello']);
    expect(shown(await pair.pump(), pair.bob)).toEqual([{ private: false, text: 'hello' }]);
  });
});

describe('manual', () => {
  const manual = { policy: 'manual' };

  test_('starts when asked', manual, (pair) => pair.makePrivate());

  test_('answers a query', manual, async (pair) => {
    await pair.bob.cmd('start');
    await pair.pump();
    await pair.expectPrivate();
  });

  test_('sends no tag, and is started by none', manual, async (pair) => {
    await pair.alice.send('hello');
    expect(wires(pair.alice)).toEqual(['hello']);
    await pair.bob.send('hello');
    expect(shown(await pair.pump(), pair.alice)).toEqual([{ private: false, text: 'hello' }]);
    expect(pair.alice.events('state')).toEqual([]);
  });
});

describe('opportunistic', () => {
  const opportunistic = { policy: 'opportunistic' };

  test_('offers itself until the answer has no tag', opportunistic, async ({ alice }) => {
    await alice.send('one');
    await alice.send('two');
    await alice.recv('no OTR here');
    await alice.send('three');
    const [one, two, three] = wires(alice);
    expect([one?.length, two?.length]).toEqual([3 + 32, 3 + 32]);
    expect(three).toBe('three');
  });

  test_('the newest version that both speak', opportunistic, async (pair) => {
    await pair.makePrivate();
    expect(lastState(pair.alice)).toMatchObject({ version: 3 });
  });
});

describe('always', () => {
  const always = { policy: 'always' };

  test_('text waits for a session, in order', always, async (pair) => {
    const { alice, bob } = pair;
    for (const text of ['one', 'two', 'three']) {
      const events = await alice.send(text);
      expect(events.map(({ ev }) => ev)).toContain('suppressed');
    }
    for (const wire of alice.outbox) expect(String(wire)).toMatch(QUERY);
    const heard = shown(await pair.pump(), bob);
    expect(heard).toEqual(['one', 'two', 'three'].map((text) => ({ private: true, text })));
    await pair.expectPrivate();
  });

  test_('text in clear is shown with a warning', always, async ({ alice }) => {
    const [display] = (await alice.recv('in clear')).filter(({ ev }) => ev === 'display');
    expect(display).toMatchObject({ text: 'in clear', private: false, warned: true });
  });

  test_('nothing leaves in clear after the buddy has ended it', always, async (pair) => {
    await pair.makePrivate();
    await pair.bob.cmd('end');
    await pair.pump();
    await pair.alice.send('secret');
    expect(wires(pair.alice)).toEqual([]);
    await pair.alice.cmd('end');
    await pair.alice.send('secret');
    for (const wire of wires(pair.alice)) expect(wire).toMatch(QUERY);
  });
});

describe('errors', () => {
  const usual = { policy: 'opportunistic' };

  test_('an error asks for a new session, with or without a space', usual, async ({ alice }) => {
    const events = await alice.recv('?OTR Error: lost it');
    expect(codes(events)).toEqual(['RCVDMSG_GENERAL_ERR']);
    expect(wires(alice)).toEqual([expect.stringMatching(QUERY)]);
    await alice.age(61);
    await alice.recv('?OTR Error:lost it');
    expect(wires(alice)).toEqual([expect.stringMatching(QUERY)]);
  });

  test_('not again at once', usual, async ({ alice }) => {
    for (let i = 0; i < 20; i++) await alice.recv('?OTR Error: flood');
    expect(wires(alice)).toHaveLength(1);
  });

  test_('not when the policy forbids it', { policy: 'manual' }, async ({ alice }) => {
    expect(codes(await alice.recv('?OTR Error: lost it'))).toEqual(['RCVDMSG_GENERAL_ERR']);
    expect(wires(alice)).toEqual([]);
  });

  test_('a peer that lost its session is told, and both come back', usual, async (pair) => {
    await pair.makePrivate();
    await pair.bob.cmd('end');
    pair.bob.outbox.length = 0; // the disconnect is lost: alice believes in the session
    await pair.alice.send('can you read this?');
    await pair.pump();
    await pair.bob.cmd('start');
    await pair.pump();
    await pair.expectPrivate();
  });

  test_(
    'an unreadable message is answered with an error, not more than twice',
    usual,
    async (pair) => {
      const { alice, bob } = pair;
      await pair.makePrivate();
      for (let i = 0; i < 20; i++) {
        await bob.send(`text ${String(i)}`);
        const wire = String(bob.outbox.shift()!);
        await alice.recv(tampered(wire));
      }
      expect(wires(alice).filter((wire) => wire.startsWith('?OTR Error: '))).toHaveLength(2);
      await pair.expectHeard(bob, alice, 'all is well');
    },
  );

  test_('a text that was reported lost goes to the same key again', usual, async (pair) => {
    const { alice, bob } = pair;
    await pair.makePrivate();
    await alice.send('do not lose this');
    alice.outbox.length = 0;
    await alice.recv('?OTR Error: what was that?');
    const heard = shown(await pair.pump(), bob);
    expect(heard).toEqual([{ private: true, text: '[resent] do not lose this' }]);
  });
});

describe('time', () => {
  const usual = { policy: 'opportunistic' };

  test_('we send a heartbeat', usual, async (pair) => {
    const { alice, bob } = pair;
    await pair.makePrivate();
    await alice.age(61);
    await bob.send('still there?');
    const seen = await pair.pump();
    expect(shown(seen, alice)).toEqual([{ private: true, text: 'still there?' }]);
    expect(codes(alice.events('notice'))).toEqual(['LOG_HEARTBEAT_SENT']);
    expect(codes(bob.events('notice'))).toEqual(['LOG_HEARTBEAT_RCVD']);
    await pair.expectPrivate();
  });

  test_('we take a heartbeat for what it is', usual, async (pair) => {
    const { alice, bob } = pair;
    await pair.makePrivate();
    await bob.age(61);
    await alice.send('still there?');
    const seen = await pair.pump();
    expect(shown(seen, alice)).toEqual([]);
    expect(codes(alice.events('notice'))).toEqual(['LOG_HEARTBEAT_RCVD']);
    expect(codes(bob.events('notice'))).toEqual(['LOG_HEARTBEAT_SENT']);
  });

  test_('a session does not age', usual, async (pair) => {
    await pair.makePrivate();
    await pair.alice.age(1_000_000);
    await pair.expectPrivate();
  });
});

/** The message with one bit of its ciphertext changed. */
function tampered(wire: string): string {
  const at = wire.length - 60;
  return `${wire.slice(0, at)}${wire[at] === 'A' ? 'B' : 'A'}${wire.slice(at + 1)}`;
}
