// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "Key Management" and "Revealing MAC Keys"; protocol.md 1.8 and A9, A22, A23.
import { type DhKeyPair, generateDh } from '../../../../src/crypto/group.js';
import { type KeyRing, revealAll, secretsOfRing } from '../../../../src/protocol/data/key-ring.js';
import { open } from '../../../../src/protocol/data/open.js';
import type { DataMessage } from '../../../../src/wire/data-message.js';
import { TLV } from '../../../../src/wire/tlv.js';
import { type End, receivingMac, ringSnapshot, twoEnds, written } from '../../../support/data.js';
import { faultCode } from '../../../support/decode.js';
import { SeededRandom } from '../../../support/seeded-random.js';
import { rfc3526Prime } from '../../../support/textbook.js';
import { toHex } from '../../../support/vectors.js';

const p = rfc3526Prime();
const ctrOf = (message: DataMessage): bigint => Buffer.from(message.ctr).readBigUInt64BE();

/** Refused, with the ring as it was. */
function refused(end: End, message: DataMessage): string {
  const before = ringSnapshot(end.ring);
  const code = faultCode(() => end.hear(message));
  expect(ringSnapshot(end.ring)).toBe(before);
  return code;
}

/** Each side has said something, `rounds` times. */
function pingPong([a, b]: [End, End], rounds: number): void {
  for (let i = 0; i < rounds; i += 1) {
    b.hear(a.say(`a${i}`));
    a.hear(b.say(`b${i}`));
  }
}

describe('"When you send a Data Message"', () => {
  it('sender keyid our_keyid - 1, recipient keyid their_keyid, announcing our_keyid', () => {
    const [a, b] = twoEnds('first');
    const message = a.say('x');
    expect([message.senderKeyId, message.recipientKeyId]).toEqual([1, 1]);
    expect(toHex(message.nextDh)).not.toBe(toHex(a.ring.ourPrevious.public));
    b.hear(message);
    const answer = b.say('y');
    expect([answer.senderKeyId, answer.recipientKeyId]).toEqual([1, 2]);
    a.hear(answer);
    const third = a.say('z');
    expect([third.senderKeyId, third.recipientKeyId]).toEqual([2, 2]);
  });

  it('announces the same next key until it is used', () => {
    const [a] = twoEnds('announced');
    expect(toHex(a.say('x').nextDh)).toBe(toHex(a.say('y').nextDh));
  });

  it('goes on from whatever key id the peer said in the exchange', () => {
    const ends = twoEnds('ids', { alice: 1, bob: 7 });
    const [a, b] = ends;
    expect([a.say('x').senderKeyId, a.say('y').recipientKeyId]).toEqual([1, 7]);
    // Bob's own ring starts at 1; a peer whose ring starts at 7 says so in its messages.
    const ours: DhKeyPair = b.ring.ourPrevious;
    const theirs = a.ring.ourPrevious.public;
    const base = { ours, theirs, recipientKeyId: 1, ctr: 1n, text: 'seven' };
    a.hear(written({ ...base, senderKeyId: 7 }));
    expect(a.say('z').recipientKeyId).toBe(8);
  });

  it('counts up from 1 for each pair of keys, and never repeats a counter with a pair', () => {
    const ends = twoEnds('counters');
    const [a, b] = ends;
    const seen = new Set<string>();
    const random = new SeededRandom('who');
    let last = { pair: '', ctr: 0n };
    for (let i = 0; i < 60; i += 1) {
      const [speaker, listener] = random.chance(0.5) ? [a, b] : [b, a];
      const message = speaker.say('x');
      const pair = `${speaker === a ? 'a' : 'b'} ${message.senderKeyId} ${message.recipientKeyId}`;
      const triple = `${pair} ${ctrOf(message)}`;
      expect(seen.has(triple)).toBe(false);
      seen.add(triple);
      if (pair === last.pair) expect(ctrOf(message)).toBeGreaterThan(last.ctr);
      else if (![...seen].some((t) => t !== triple && t.startsWith(`${pair} `)))
        expect(ctrOf(message)).toBe(1n);
      last = { pair, ctr: ctrOf(message) };
      if (random.chance(0.8)) listener.hear(message);
    }
  });

  it('300 messages one way are all read, counters above 127 and 255 too (A23)', () => {
    const [a, b] = twoEnds('one way');
    for (let i = 1; i <= 300; i += 1) {
      const message = a.say(`m${i}`);
      expect(ctrOf(message)).toBe(BigInt(i));
      b.hear(message);
    }
    expect(b.read).toHaveLength(300);
  });
});

describe('"If the keyids do not represent either the most recent key or the previous key: reject"', () => {
  const key = generateDh(new SeededRandom('anyone'));

  it.each([
    ['sender keyid 0', 0, 0],
    ['the sender’s next key, which we have not got', 1, 0],
    ['a key far ahead', 100, 0],
    ['a recipient key that we have not announced', 0, 5],
  ])('%s', (_, sender, recipient) => {
    const ends = twoEnds('ids');
    pingPong(ends, 2);
    const [a] = ends;
    const senderKeyId = sender === 0 ? 0 : a.ring.theirId + sender;
    const recipientKeyId = a.ring.ourId - 1 + recipient;
    const forged = written({
      ours: key,
      theirs: a.ring.ourPrevious.public,
      senderKeyId: recipient === 0 ? senderKeyId : a.ring.theirId,
      recipientKeyId,
      ctr: 1n,
      text: '',
    });
    expect(refused(a, forged)).toBe('unknown-key');
  });

  it('recipient keyid 0', () => {
    const [a] = twoEnds('zero');
    const theirs = a.ring.ourPrevious.public;
    const forged = { ours: key, theirs, senderKeyId: 1, recipientKeyId: 0, ctr: 1n, text: '' };
    expect(refused(a, written(forged))).toBe('unknown-key');
  });

  it('their_y[their_keyid-1] when it is NULL', () => {
    const ends = twoEnds('null', { alice: 1, bob: 5 });
    const [a] = ends;
    const theirs = a.ring.ourPrevious.public;
    const forged = { ours: key, theirs, senderKeyId: 4, recipientKeyId: 1, ctr: 1n, text: '' };
    expect(refused(a, written(forged))).toBe('unknown-key');
  });

  it('keys that have been forgotten: two rotations ago', () => {
    const ends = twoEnds('old');
    const [a, b] = ends;
    const held = a.say('held back');
    b.hear(a.say('x'));
    pingPong([b, a], 3);
    expect(refused(b, held)).toBe('unknown-key');
  });

  it('takes the previous keys: a message that was overtaken by one rotation', () => {
    const [a, b] = twoEnds('late');
    pingPong([a, b], 2);
    const answer = b.say('crossing');
    const late = a.say('on its way meanwhile');
    a.hear(answer);
    b.hear(late);
    expect(b.read.at(-1)).toBe('on its way meanwhile');
  });
});

describe('"Check that the counter is strictly larger than the last"', () => {
  it('a message twice', () => {
    const [a, b] = twoEnds('twice');
    const message = a.say('x');
    b.hear(message);
    expect(refused(b, message)).toBe('replayed');
  });

  it('the message that made keys rotate, again (A22)', () => {
    const ends = twoEnds('rotation');
    const [a, b] = ends;
    pingPong(ends, 1);
    const rotating = a.say('rotates');
    b.hear(rotating);
    expect(refused(b, rotating)).toBe('replayed');
    a.hear(b.say('x'));
    b.hear(a.say('y'));
    expect(['replayed', 'unknown-key']).toContain(refused(b, rotating));
  });

  it('in another order: the older one is refused, later ones are not', () => {
    const [a, b] = twoEnds('order');
    const [one, two, three] = [a.say('1'), a.say('2'), a.say('3')];
    b.hear(two);
    expect(refused(b, one)).toBe('replayed');
    b.hear(three);
    expect(b.read).toEqual(['2', '3']);
  });

  it('counter 0: it "must not be all 0x00"', () => {
    const [a, b] = twoEnds('zero');
    const base = { ours: a.ring.ourPrevious, theirs: b.ring.ourPrevious.public, text: 'x' };
    const ids = { senderKeyId: 1, recipientKeyId: 1 };
    expect(refused(b, written({ ...base, ...ids, ctr: 0n }))).toBe('replayed');
  });

  it('is an unsigned 64-bit number', () => {
    const [a, b] = twoEnds('wide');
    const base = { ours: a.ring.ourPrevious, theirs: b.ring.ourPrevious.public, text: 'x' };
    const ids = { senderKeyId: 1, recipientKeyId: 1 };
    const counters = [
      1n,
      127n,
      128n,
      255n,
      256n,
      1n << 31n,
      1n << 53n,
      (1n << 53n) + 1n,
      1n << 63n,
    ];
    for (const ctr of [...counters, (1n << 64n) - 1n])
      b.ring = open(b.ring, { ...written({ ...base, ...ids, ctr }) }).next;
    for (const ctr of [...counters, (1n << 64n) - 1n])
      expect(refused(b, written({ ...base, ...ids, ctr }))).toBe('replayed');
  });

  it('a forged message with the highest counter changes nothing (A9)', () => {
    const [a, b] = twoEnds('forged');
    const real = a.say('real');
    const authenticated = Uint8Array.from(real.authenticated);
    const forged = { ...real, ctr: new Uint8Array(8).fill(0xff), authenticated };
    // The counter stands 8 + 4 + length bytes before the end of what the MAC covers.
    authenticated.set(forged.ctr, authenticated.length - 12 - real.encrypted.length);
    expect(refused(b, forged)).toBe('bad-mac');
    b.hear(real);
    b.hear(a.say('later'));
    expect(b.read).toEqual(['real', 'later']);
  });
});

describe('the MAC', () => {
  it('covers everything from the version to the encrypted message', () => {
    const [a, b] = twoEnds('mac');
    const message = a.say('x');
    for (let at = 0; at < message.authenticated.length; at += 7) {
      const authenticated = Uint8Array.from(message.authenticated);
      authenticated[at]! ^= 1;
      expect(refused(b, { ...message, authenticated })).toBe('bad-mac');
    }
    const mac = Uint8Array.from(message.mac);
    mac[19]! ^= 1;
    expect(refused(b, { ...message, mac })).toBe('bad-mac');
    b.hear(message);
  });

  it('is that of the other direction: what we sent is not taken back (A26)', () => {
    const [a] = twoEnds('reflected');
    expect(refused(a, a.say('x'))).toBe('bad-mac');
  });
});

describe('"increment their_keyid, and set their_y[their_keyid] to the new DH pubkey"', () => {
  it.each([
    ['0', 0n],
    ['1', 1n],
    ['p - 1', p - 1n],
    ['p', p],
    ['p + 1', p + 1n],
  ])('but never to %s, which is out of range', (_, nextDh) => {
    const [a, b] = twoEnds('next');
    const base = { ours: a.ring.ourPrevious, theirs: b.ring.ourPrevious.public, text: 'x' };
    const forged = written({ ...base, senderKeyId: 1, recipientKeyId: 1, ctr: 1n, nextDh });
    expect(refused(b, forged)).toBe('out-of-range');
  });

  it('only for a message with the newest key: one with the previous key rotates nothing', () => {
    const [a, b] = twoEnds('previous');
    pingPong([a, b], 1);
    const late = a.say('late');
    b.hear(late);
    const { theirId } = b.ring;
    b.hear(a.say('again with the same keys'));
    expect(b.ring.theirId).toBe(theirId);
  });

  it('keeps two keys of each side and at most four pairs', () => {
    const ends = twoEnds('two');
    const random = new SeededRandom('four');
    for (let i = 0; i < 40; i += 1) {
      const [speaker, listener] = random.chance(0.5) ? ends : [ends[1], ends[0]];
      listener.hear(speaker.say('x'));
      for (const { ring } of ends) {
        expect(ring.pairs.length).toBeLessThanOrEqual(4);
        for (const pair of ring.pairs) {
          expect([ring.ourId, ring.ourId - 1]).toContain(pair.ourId);
          expect([ring.theirId, ring.theirId - 1]).toContain(pair.theirId);
        }
      }
    }
  });
});

describe('the secrets of a ring', () => {
  it('are its two keys, s while it is that of a pair in use, and those of its pairs', () => {
    const [a] = twoEnds('secrets');
    const { ourPrevious, first } = a.ring;
    expect(secretsOfRing(a.ring)).toEqual([ourPrevious.secret, first]);
    a.say('x');
    const [pair] = a.ring.pairs;
    const { sending, receiving, extra } = pair!.keys;
    const all = [ourPrevious.secret, a.ring.ourNewest!.secret, first, sending.aesKey, sending.mac];
    all.push(receiving.aesKey, receiving.mac, extra);
    const found = secretsOfRing(a.ring);
    expect(found).toHaveLength(all.length);
    for (const secret of all) expect(found).toContain(secret);
  });

  it('retire with the last pair that they serve: s when their key changes', () => {
    const [a, b] = twoEnds('retire');
    const { first } = b.ring;
    // Bob has not spoken: only Alice's key changes, and s with it.
    expect(b.hear(a.say('x')).retire).toEqual([first]);
    expect(b.ring.first).toBeNull();
  });
});

describe('the extra symmetric key', () => {
  it('comes with a message that announces it, and is the same on both sides', () => {
    const [a, b] = twoEnds('extra');
    const value = Buffer.from('00000001', 'hex');
    const message = a.say('', [{ type: TLV.extraSymmetricKey, value }]);
    const { extra } = b.hear(message);
    const pair = a.ring.pairs.find(({ ourId, theirId }) => ourId === 1 && theirId === 1);
    expect(toHex(extra!.reveal())).toBe(toHex(pair!.keys.extra.reveal()));
    expect(extra!.reveal()).toHaveLength(32);
    expect(b.hear(a.say('nothing announced')).extra).toBeNull();
  });
});

/** 20-byte keys as hexadecimal digits. */
function keysIn(message: DataMessage): string[] {
  return toHex(message.oldMacKeys).match(/.{40}/g) ?? [];
}

describe('"Revealing MAC Keys"', () => {
  it('reveals nothing as long as no key is forgotten', () => {
    const [a, b] = twoEnds('none');
    for (let i = 0; i < 30; i += 1) b.hear(a.say('x'));
    const answer = b.say('y');
    expect(keysIn(answer)).toEqual([]);
    a.hear(answer);
    expect(keysIn(a.say('z'))).toEqual([]);
  });

  it('reveals a key that verified something when its D-H key is forgotten, in the next message', () => {
    const [a, b] = twoEnds('once');
    b.hear(a.say('1'));
    const used = receivingMac(b, 1, 1)!;
    const first = b.say('2');
    expect(keysIn(first)).toEqual([]);
    a.hear(first);
    // Alice's third message shows that she has Bob's key 2: Bob forgets his key 1.
    b.hear(a.say('3'));
    const revealed = b.say('4');
    expect(keysIn(revealed)).toEqual([used]);
    expect(keysIn(b.say('5'))).toEqual([]);
  });

  it('gives what is left when a session ends', () => {
    const [a, b] = twoEnds('end');
    b.hear(a.say('1'));
    const used = receivingMac(b, 1, 1)!;
    expect(revealAll(b.ring).map(toHex)).toEqual([used]);
    expect(revealAll(a.ring)).toEqual([]);
  });

  it('over any course: only keys that verified something, each once, never one still in use', () => {
    for (let seed = 0; seed < 12; seed += 1) course(seed);
  });
});

/** A random conversation with loss and delay that keeps the book of MAC keys. */
function course(seed: number): void {
  const ends = twoEnds(`course ${seed}`);
  const random = new SeededRandom(`course ${seed}`);
  const used = [new Set<string>(), new Set<string>()];
  const revealed = [new Set<string>(), new Set<string>()];
  const reveal = (side: number, keys: readonly string[]): void => {
    for (const key of keys) {
      expect(used[side]!.has(key)).toBe(true);
      expect(revealed[side]!.has(key)).toBe(false);
      revealed[side]!.add(key);
    }
  };
  const delayed: { to: number; message: DataMessage }[] = [];
  for (let i = 0; i < 50; i += 1) {
    const side = random.integer(2);
    const message = ends[side]!.say(`${seed}/${i}`);
    reveal(side, keysIn(message));
    for (const key of keysIn(message)) expect(inUse(ends[side]!.ring)).not.toContain(key);
    if (random.chance(0.9)) delayed.push({ to: 1 - side, message });
    while (delayed.length > 0 && random.chance(0.7))
      hearOne(delayed.shift()!, ends, used, revealed);
  }
  for (const side of [0, 1]) {
    reveal(side, revealAll(ends[side]!.ring).map(toHex));
    expect(revealed[side]).toEqual(used[side]);
  }
  expect(used[0]!.size + used[1]!.size).toBeGreaterThan(4);
}

function hearOne(
  { to, message }: { to: number; message: DataMessage },
  ends: readonly [End, End],
  used: readonly Set<string>[],
  revealed: readonly Set<string>[],
): void {
  const end = ends[to]!;
  const before = inUse(end.ring);
  const { next } = open(end.ring, message);
  end.hear(message);
  // The key that verified it is in the ring after the step, or has just been dropped from it.
  const pair = next.pairs.find(
    ({ ourId, theirId }) => ourId === message.recipientKeyId && theirId === message.senderKeyId,
  );
  const dropped = next.oldMacKeys.map(toHex).filter((key) => before.includes(key));
  const keys = pair === undefined ? dropped : [toHex(pair.keys.receiving.mac.reveal())];
  for (const key of keys) {
    expect(revealed[to]!.has(key)).toBe(false);
    used[to]!.add(key);
  }
}

function inUse(ring: KeyRing): string[] {
  return ring.pairs.map(({ keys }) => toHex(keys.receiving.mac.reveal()));
}

describe('forgetting', () => {
  it('wipes what a rotation retires, and a session goes on without it', () => {
    const ends = twoEnds('wiped');
    pingPong(ends, 5);
    for (const { ring } of ends)
      expect(() => secretsOfRing(ring).map((secret) => secret.reveal())).not.toThrow();
    expect(ends[0].read).toHaveLength(5);
  });

  it('retires the old D-H key, its pairs, and the secret of the exchange', () => {
    const [a, b] = twoEnds('retired');
    const first = a.ring.ourPrevious.secret;
    const exchanged = a.ring.first!;
    pingPong([a, b], 1);
    b.hear(a.say('x'));
    a.hear(b.say('y'));
    expect(() => first.reveal()).toThrow();
    expect(() => exchanged.reveal()).toThrow();
  });
});
