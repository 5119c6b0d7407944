// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "The protocol state machine", from outside: two people and what they see.
import type { SessionEvent } from '../../../src/session/events.js';
import { POLICIES } from '../../../src/session/policy.js';
import { TLV } from '../../../src/wire/tlv.js';
import { decodeText } from '../../support/decode.js';
import {
  ALICE_TAG,
  BOB_TAG,
  FINGERPRINTS,
  leaks,
  pair,
  Person,
  privatePair,
  pump,
} from '../../support/two-party.js';
import { IDENTITIES, toHex } from '../../support/vectors.js';

const kinds = (events: readonly SessionEvent[]): string[] => events.map(({ kind }) => kind);

describe.each([2, 3] as const)('version %i', (version) => {
  const options = { versions: [version] };

  it('a query starts a session in which both sides have the same', () => {
    const { alice, bob } = privatePair(options);
    const [a, b] = [alice.correspondent.current(), bob.correspondent.current()];
    expect(a.ssid).toMatch(/^[0-9a-f]{16}$/);
    expect(b.ssid).toBe(a.ssid);
    expect([a.version, b.version]).toEqual([version, version]);
    expect([a.fingerprint, b.fingerprint]).toEqual([FINGERPRINTS.bob, FINGERPRINTS.alice]);
    const tags = version === 3 ? [ALICE_TAG, BOB_TAG] : [0, 0];
    expect([a.ourTag, a.theirTag]).toEqual(tags);
    expect([b.theirTag, b.ourTag]).toEqual(tags);
    // "If the user transmitted the Reveal Signature message, display the first 32 bits in bold."
    expect([b.ssidHalf, a.ssidHalf]).toEqual(['first', 'second']);
    expect(alice.all('session').map(({ change, weStarted }) => [change, weStarted])).toEqual([
      ['gone-secure', false],
    ]);
    expect(bob.all('session').map(({ change, weStarted }) => [change, weStarted])).toEqual([
      ['gone-secure', true],
    ]);
    expect(alice.all('fingerprint')).toEqual([
      { kind: 'fingerprint', fingerprint: FINGERPRINTS.bob },
    ]);
  });

  it('the fingerprint is told before the session', () => {
    const { alice } = privatePair(options);
    const order = kinds(alice.events);
    expect(order.indexOf('fingerprint')).toBeLessThan(order.indexOf('session'));
  });

  it('texts go both ways, and none of them can be read on the wire', () => {
    const { alice, bob } = privatePair(options);
    const texts = ['hello', 'ä€🙂 <b>&amp;', 'x'.repeat(5000), ' blanks ', '?OTRv3?', 'a\nb'];
    for (const text of texts) {
      alice.send(text);
      pump(alice, bob);
      bob.send(text);
      pump(alice, bob);
    }
    expect(bob.shown).toEqual(texts.map((text) => `+ ${text}`));
    expect(alice.shown).toEqual(texts.map((text) => `+ ${text}`));
    for (const text of ['hello', 'xxxx', 'blanks'])
      expect(leaks([...alice.wire, ...bob.wire], text)).toBe(false);
  });

  it('60 messages in a row each way are read in order', () => {
    const { alice, bob } = privatePair(options);
    const texts = Array.from({ length: 60 }, (_, i) => `m${i}`);
    for (const text of texts) alice.send(text);
    for (const text of texts) bob.send(text);
    pump(alice, bob);
    expect(bob.shown).toEqual(texts.map((text) => `+ ${text}`));
    expect(alice.shown).toEqual(texts.map((text) => `+ ${text}`));
  });

  it('ending tells the peer, who can then send nothing', () => {
    const { alice, bob } = privatePair(options);
    alice.end();
    expect(alice.state).toBe('plaintext');
    expect(alice.all('session').at(-1)?.change).toBe('gone-insecure');
    const last = decodeText(alice.wire.at(-1)!)!.data!;
    expect(last.flags & 1).toBe(1);
    pump(alice, bob);
    expect(bob.state).toBe('finished');
    expect(bob.all('session').at(-1)?.change).toBe('finished');
    const before = bob.wire.length;
    bob.send('into the void');
    expect(bob.wire.length).toBe(before);
    expect(bob.all('refused')).toEqual([
      { kind: 'refused', text: 'into the void', reason: 'finished' },
    ]);
    expect(bob.notices).toContain('connection-ended');
    expect(bob.correspondent.isProtected()).toBe(true);
  });

  it('finished becomes plaintext by the person’s wish only, and a new session by a new exchange', () => {
    const { alice, bob } = privatePair(options);
    alice.end();
    pump(alice, bob);
    bob.receive('plain text');
    expect(bob.state).toBe('finished');
    expect(bob.shown).toEqual(['! plain text']);
    bob.end();
    expect(bob.state).toBe('plaintext');
    bob.send('now in clear');
    expect(leaks(bob.wire, 'now in clear')).toBe(true);
    pump(alice, bob);
    bob.start();
    pump(alice, bob);
    expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
  });

  it('a refresh keeps the session private, and says that it is the same key', () => {
    const { alice, bob } = privatePair(options);
    const before = alice.correspondent.current().ssid;
    bob.start();
    pump(alice, bob);
    expect(alice.correspondent.current().ssid).not.toBe(before);
    expect(alice.all('session').map(({ change }) => change)).toEqual([
      'gone-secure',
      'still-secure',
    ]);
    alice.send('after');
    pump(alice, bob);
    expect(bob.shown).toEqual(['+ after']);
  });

  it('a message that was on its way during a refresh is still read', () => {
    const { alice, bob } = privatePair(options);
    alice.send('on its way');
    const late = alice.outbox.shift()!;
    alice.start();
    pump(alice, bob);
    bob.receive(late);
    expect(bob.shown).toEqual(['+ on its way']);
    bob.receive(late);
    expect(bob.shown).toHaveLength(1);
  });

  it('the extra symmetric key is the same on both sides', () => {
    const { alice, bob } = privatePair(options);
    alice.note(alice.correspondent.useExtraKey(7, Uint8Array.of(0xca, 0xfe)));
    pump(alice, bob);
    const [ours] = alice.all('extra-key');
    const [theirs] = bob.all('extra-key');
    expect([ours?.sent, theirs?.sent, theirs?.use]).toEqual([true, false, 7]);
    expect(toHex(theirs!.useData)).toBe('cafe');
    expect(toHex(theirs!.key)).toBe(toHex(ours!.key));
    expect(theirs!.key).toHaveLength(32);
    expect(bob.shown).toEqual([]);
  });

  it('both sides starting at once end private', () => {
    for (let seed = 0; seed < 10; seed += 1) {
      const { alice, bob } = pair({ ...options, seed });
      alice.start();
      bob.start();
      // Both queries arrive first, so both answer with a commit.
      const [a, b] = [alice.outbox.shift()!, bob.outbox.shift()!];
      bob.receive(a);
      alice.receive(b);
      pump(alice, bob);
      expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
      expect(alice.correspondent.current().ssid).toBe(bob.correspondent.current().ssid);
      alice.send('one');
      bob.send('two');
      pump(alice, bob);
      expect([bob.shown, alice.shown]).toEqual([['+ one'], ['+ two']]);
    }
  });
});

describe('a message without words', () => {
  it('a heartbeat answers what was heard after a minute of silence, and is not shown', () => {
    const { alice, bob, clock } = privatePair();
    clock.pass(59_000);
    alice.send('soon');
    pump(alice, bob);
    expect(bob.notices).not.toContain('heartbeat-sent');
    clock.pass(61_000);
    alice.send('late');
    const before = bob.wire.length;
    pump(alice, bob);
    expect(bob.notices).toContain('heartbeat-sent');
    expect(decodeText(bob.wire[before]!)!.data!.flags & 1).toBe(1);
    expect(alice.notices).toContain('heartbeat-received');
    expect(alice.shown).toEqual([]);
  });

  it('a heartbeat is not answered by a heartbeat', () => {
    const { alice, bob, clock } = privatePair();
    clock.pass(3_600_000);
    alice.send('x');
    pump(alice, bob, 20);
    expect(alice.notices.filter((code) => code === 'heartbeat-sent')).toEqual([]);
  });
});

describe('our key', () => {
  const keyless = (): { alice: Person; bob: Person } => {
    const { alice, clock } = pair();
    const bob = new Person({ name: 'bob', identity: null, tag: BOB_TAG, clock });
    return { alice, bob };
  };

  it('is asked for once, when it is needed, and the exchange goes on when it is there', () => {
    const { alice, bob } = keyless();
    alice.start();
    pump(alice, bob);
    expect(bob.all('identity-needed')).toHaveLength(1);
    expect([alice.state, bob.state]).toEqual(['plaintext', 'plaintext']);
    bob.note(bob.correspondent.identityReady(IDENTITIES.bob));
    pump(alice, bob);
    expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
    expect(bob.all('identity-needed')).toHaveLength(1);
  });

  it('that could not be made gives kept text back', () => {
    const { bob } = keyless();
    bob.policy = POLICIES.always;
    bob.send('secret');
    bob.note(bob.correspondent.identityFailed());
    expect(bob.all('unqueued')).toEqual([
      { kind: 'unqueued', text: 'secret', outcome: 'returned' },
    ]);
    expect(leaks(bob.wire, 'secret')).toBe(false);
  });

  it('is waited for by a bounded number of messages', () => {
    const { alice, bob } = keyless();
    alice.start();
    pump(alice, bob);
    const reveal = alice.wire.at(-1)!;
    for (let i = 0; i < 1000; i += 1) bob.receive(reveal);
    const events = bob.correspondent.identityReady(IDENTITIES.bob);
    expect(events.length).toBeLessThan(100);
  });
});

describe('fragments', () => {
  it.each([
    [2, 200],
    [2, 400],
    [3, 200],
    [3, 400],
    [3, 1],
  ] as const)('version %i with packets of %i: the whole conversation', (version, max) => {
    const { alice, bob } = privatePair({ versions: [version], maxMessageSize: max });
    for (const text of ['hello', 'long '.repeat(300)]) {
      alice.send(text);
      pump(alice, bob, 5000);
      bob.send(text);
      pump(alice, bob, 5000);
    }
    expect(bob.shown).toEqual(['+ hello', `+ ${'long '.repeat(300)}`]);
    expect(alice.shown).toEqual(bob.shown);
    if (max > 60)
      for (const packet of [...alice.wire, ...bob.wire])
        expect(packet.length).toBeLessThanOrEqual(max);
    alice.end();
    pump(alice, bob, 5000);
    expect(bob.state).toBe('finished');
  });

  it('queries, errors and plaintext are never cut', () => {
    const { alice, bob } = pair({ maxMessageSize: 20, policy: POLICIES.manual });
    alice.send('a text that is much longer than twenty characters');
    expect(alice.wire).toEqual(['a text that is much longer than twenty characters']);
    bob.receive('?OTR:rubbish%.');
    expect(bob.wire).toEqual(['?OTR Error: malformed']);
  });
});

describe('TLV numbers', () => {
  it('a message to a version 2 peer has none above 8', () => {
    expect(Math.max(...Object.values(TLV))).toBe(8);
  });
});

it('an empty message is not shown, and does not stop the offers', () => {
  const { alice } = pair();
  expect(alice.receive('')).toEqual([]);
  alice.send('hello');
  expect(alice.wire.at(-1)).toMatch(/^hello[ \t]{16,}$/);
  alice.receive('hi');
  alice.send('hello');
  expect(alice.wire.at(-1)).toBe('hello');
});

it('a text is written anew for each key, and kept as it was typed', () => {
  const { alice, bob } = pair();
  const payload = (text: string, fingerprint: string): string => `${text} for ${fingerprint}`;
  const writer = new Person({
    name: 'alice',
    identity: IDENTITIES.alice,
    tag: ALICE_TAG,
    clock: alice.clock,
    payload,
  });
  writer.start();
  expect(writer.send('typed')).toEqual([{ kind: 'queued', text: 'typed' }]);
  pump(writer, bob);
  expect(bob.shown).toEqual([`+ typed for ${FINGERPRINTS.bob}`]);
  expect(writer.all('unqueued')).toEqual([{ kind: 'unqueued', text: 'typed', outcome: 'sent' }]);
});
