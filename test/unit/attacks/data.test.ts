// SPDX-License-Identifier: GPL-2.0-or-later
// Attacks on a session's data messages, by the numbers of reference protocol.md §5.
import { armor, unarmor } from '../../../src/wire/armor.js';
import { TLV } from '../../../src/wire/tlv.js';
import {
  altered,
  expectUnchanged,
  inject,
  kindsOf,
  liveSession,
  VERSIONS,
  withCounter,
  withHostile,
} from '../../support/attack.js';
import { heapInUse } from '../../support/heap.js';
import { decodeText } from '../../support/decode.js';
import { aesCtr, hash, hmac } from '../../support/textbook.js';
import { ALICE_TAG, pair, pump } from '../../support/two-party.js';

const NUL = Buffer.of(0);
const tlv = (type: number, value: Uint8Array, length = value.length): Buffer =>
  Buffer.concat([Buffer.of(type >> 8, type & 0xff, length >> 8, length & 0xff), value]);

describe.each(VERSIONS)('in a session of version %i', (version) => {
  test('A7 a data message truncated at every byte', () => {
    const session = liveSession(version);
    session.bob.send('whole');
    const real = session.bob.outbox.shift()!;
    const { length } = unarmor(real);
    for (let cut = 0; cut < length; cut += 1) {
      const kinds = kindsOf(
        inject(
          session.alice,
          altered(real, (bytes) => bytes.subarray(0, cut)),
        ),
      );
      expect(kinds.filter((kind) => kind !== 'transmit')).toEqual(['received-malformed']);
    }
    session.alice.receive(real);
    expect(session.alice.shown).toEqual(['+ whole']);
    session.alice.outbox.length = 0;
    expectUnchanged(session);
  });

  test('A7 the same, authentic up to the cut: the encrypted part and the MAC keys', () => {
    const { alice, mallory } = withHostile(version);
    const real = mallory.say('x'.repeat(50));
    for (let cut = 1; cut < 20; cut += 1) {
      const events = alice.receive(mallory.remade(real, { oldMacKeys: Buffer.alloc(20 - cut) }));
      expect(kindsOf(events)).toContain('received-malformed');
    }
    expect(alice.shown).toEqual([]);
    alice.receive(mallory.say('after'));
    expect(alice.shown.at(-1)).toBe('+ after');
  });

  test('A9 a forged message with the maximum counter', () => {
    const session = liveSession(version);
    const { alice, bob } = session;
    for (const text of ['before', 'one', 'two']) {
      bob.send(text);
      const real = bob.outbox.shift()!;
      for (const ctr of [0n, 200n, 1n << 63n, (1n << 64n) - 1n])
        expect(kindsOf(inject(alice, withCounter(real, version, ctr)))).toContain(
          'received-unreadable',
        );
      alice.receive(real);
    }
    expect(alice.shown).toEqual(['+ before', '+ one', '+ two']);
    alice.outbox.length = 0;
    expectUnchanged(session);
  });

  test('A13 2000 empty TLVs, unknown ones, cut ones, and payloads where none belong', () => {
    const { alice, mallory } = withHostile(version);
    const say = (text: string, ...tlvs: readonly Uint8Array[]): readonly string[] => {
      alice.receive(mallory.sayBytes(Buffer.concat([Buffer.from(text), NUL, ...tlvs])));
      return alice.all('display').map(({ text: shown }) => shown);
    };
    const empty = Array.from({ length: 2000 }, () => tlv(TLV.padding, NUL.subarray(1)));
    expect(say('many', ...empty).at(-1)).toBe('many');
    expect(say('unknown', tlv(9, Buffer.of(1)), tlv(0xffff, NUL)).at(-1)).toBe('unknown');
    expect(say('cut', tlv(TLV.padding, Buffer.of(1, 2), 500)).at(-1)).toBe('cut');
    expect(say('half a header', Buffer.of(0, 1, 0)).at(-1)).toBe('half a header');
    expect(alice.state).toBe('encrypted');
    // What stands before the cut counts: libotr keeps it too.
    expect(say('aborted', tlv(TLV.smpAbort, Buffer.from('payload'))).at(-1)).toBe('aborted');
    const last = say('bye', tlv(TLV.disconnected, Buffer.from('payload')), tlv(9, NUL, 77));
    expect(last).toEqual(['many', 'unknown', 'cut', 'half a header', 'aborted', 'bye']);
    expect(alice.state).toBe('finished');
  });

  test('A14 text that is no UTF-8, and an extra key for such data', () => {
    const { alice, mallory } = withHostile(version);
    alice.receive(mallory.sayBytes(Buffer.of(0x61, 0xff, 0xfe, 0xc3, 0x62)));
    expect(alice.shown).toEqual(['+ a\ufffd\ufffd\ufffdb']);
    const use = Buffer.of(0, 0, 0, 1, 0xff, 0xfe);
    alice.receive(mallory.say('', [{ type: TLV.extraSymmetricKey, value: use }]));
    expect(alice.all('extra-key')).toMatchObject([{ sent: false, use: 1 }]);
    expect(Buffer.from(alice.all('extra-key')[0]!.useData)).toEqual(Buffer.of(0xff, 0xfe));
    for (const short of [0, 1, 3])
      alice.receive(
        mallory.say('', [{ type: TLV.extraSymmetricKey, value: new Uint8Array(short) }]),
      );
    expect(alice.all('extra-key')).toHaveLength(1);
    alice.receive(mallory.say('after'));
    expect(alice.shown.at(-1)).toBe('+ after');
  });

  test('A21 a flood of unreadable messages: constant memory, two errors a minute', () => {
    const session = liveSession(version);
    const { alice, bob, clock } = session;
    bob.send('known keys');
    pump(alice, bob);
    bob.send('x');
    const real = bob.outbox.shift()!;
    const forged = altered(real, (bytes) => {
      bytes[bytes.length - 10]! ^= 1;
      return null;
    });
    const flood = (count: number): number => {
      let errors = 0;
      for (let i = 0; i < count; i += 1)
        for (const { kind } of alice.correspondent.receive(forged))
          if (kind === 'transmit') errors += 1;
      return errors;
    };
    expect(flood(1000)).toBe(2);
    const before = heapInUse();
    expect(flood(10_000)).toBe(0);
    expect(heapInUse() - before).toBeLessThan(1_000_000);
    clock.pass(60_000);
    expect(flood(100)).toBe(2);
    alice.receive(real);
    expect(alice.shown).toEqual(['+ known keys', '+ x']);
    alice.outbox.length = 0;
    expectUnchanged(session);
  });

  test('A21 a flood that rotates the keys: what is to be revealed stays bounded', () => {
    const { alice, mallory } = withHostile(version);
    for (let i = 0; i < 100; i += 1) alice.receive(mallory.rotating(`m${i}`));
    expect(alice.shown).toHaveLength(100);
    alice.send('answer');
    const revealed = decodeText(alice.wire.at(-1)!)!.data!.oldMacKeys.length / 20;
    expect(revealed).toBeGreaterThan(0);
    expect(revealed).toBeLessThanOrEqual(64);
    mallory.hear(alice.wire.at(-1)!);
    expect(mallory.texts.at(-1)).toBe('answer');
  });

  test('A22 the message that made the keys rotate, replayed', () => {
    const session = liveSession(version);
    const { alice, bob } = session;
    for (let round = 0; round < 4; round += 1) {
      alice.send('your turn');
      pump(alice, bob);
      bob.send(`rotates ${round}`);
      const rotating = bob.outbox.shift()!;
      alice.receive(rotating);
      const once = alice.shown;
      expect(once.at(-1)).toBe(`+ rotates ${round}`);
      for (let again = 0; again < 2; again += 1) {
        inject(alice, rotating);
        expect(alice.shown).toEqual(once);
        alice.send('again');
        pump(alice, bob);
      }
    }
    expectUnchanged(session);
  });

  test('A23 300 messages one way, while nothing comes back', () => {
    const { alice, bob } = liveSession(version);
    const texts = Array.from({ length: 300 }, (_, i) => `m${i}`);
    for (const text of texts) bob.send(text);
    for (const packet of bob.outbox.splice(0)) alice.receive(packet);
    expect(alice.shown).toEqual(texts.map((text) => `+ ${text}`));
  });

  test('A25 plaintext, tagged and not, is marked as what it is', () => {
    const session = liveSession(version);
    for (const text of ['in clear', 'in clear \t  \t\t\t\t \t \t \t    \t\t  \t   \t\t  \t\t']) {
      const events = inject(session.alice, text);
      expect(events).toMatchObject([
        { kind: 'display', text: 'in clear', encrypted: false, warn: true },
      ]);
    }
    session.alice.events.length = 0;
    expectUnchanged(session);
  });

  test('A26 our own messages come back', () => {
    // Of the exchange, each at once and all again afterwards.
    const { alice, bob } = pair({ versions: [version] });
    bob.start();
    while (alice.outbox.length + bob.outbox.length > 0) {
      const [from, to] = alice.outbox.length > 0 ? [alice, bob] : [bob, alice];
      const packet = from.outbox.shift()!;
      if (from === alice) inject(alice, packet);
      to.receive(packet);
    }
    expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
    expect(alice.notices).toContain('message-reflected');
    const { ssid } = alice.correspondent.current();
    const tags = alice.correspondent.sessions().map(({ theirTag }) => theirTag);
    expect(tags).not.toContain(ALICE_TAG);
    alice.send('mine');
    const shown = alice.shown.length;
    for (const packet of [...alice.wire]) inject(alice, packet);
    expect(alice.shown).toHaveLength(shown);
    expect(alice.all('session')).toHaveLength(1);
    pump(alice, bob);
    expectUnchanged({ alice, bob, ssid } as ReturnType<typeof liveSession>);
  });

  test('A30 a message held back until its MAC key is revealed: neither it nor a forgery is read', () => {
    const { alice, mallory } = withHostile(version);
    alice.receive(mallory.say('one'));
    const { aesKey, mac } = mallory.pair.keys.sending;
    const [aes, key] = [Buffer.from(aesKey.reveal()), Buffer.from(mac.reveal())];
    const held = mallory.say('held back');
    const isRevealed = (): boolean => mallory.revealed.some((each) => each.equals(key));
    for (let rounds = 0; !isRevealed() && rounds < 5; rounds += 1) {
      // As long as the key is secret the message is still good: nothing was revealed too early.
      alice.send(`a${rounds}`);
      for (const packet of alice.outbox.splice(0)) mallory.hear(packet);
      if (!isRevealed()) alice.receive(mallory.say(`m${rounds}`));
    }
    expect(isRevealed()).toBe(true);
    const { ctr, authenticated, encrypted, oldMacKeys } = decodeText(held)!.data!;
    const forged = Buffer.from(authenticated);
    aesCtr(aes, ctr, Buffer.from('forgery!!')).copy(forged, forged.length - encrypted.length);
    const withMac = [forged, hmac('sha1', key, forged), Buffer.alloc(4), oldMacKeys];
    const before = alice.shown;
    alice.receive(armor(Buffer.concat(withMac)));
    alice.receive(held);
    expect(alice.shown).toEqual(before);
    expect(hash('sha1', aes)).toEqual(key);
  });
});

test('A23 a counter that passes 127, 255 and 65535 is compared as an unsigned number', () => {
  const { alice, mallory } = withHostile(3);
  const ctr = (value: bigint): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(value);
    return bytes;
  };
  const values = [1n, 127n, 128n, 255n, 256n, 65535n, 65536n, 1n << 32n, 1n << 53n, 1n << 63n];
  const first = mallory.say('x');
  for (const value of values) {
    const { aesKey } = mallory.pair.keys.sending;
    const encrypted = aesCtr(aesKey.reveal(), ctr(value), Buffer.from(String(value)));
    alice.receive(mallory.remade(first, { ctr: ctr(value), encrypted }));
  }
  expect(alice.shown).toEqual(values.map((value) => `+ ${value}`));
});
