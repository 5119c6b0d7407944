// SPDX-License-Identifier: GPL-2.0-or-later
// Attacks with texts, tags and fragments, by the numbers of reference protocol.md §5.
import { armor } from '../../../src/wire/armor.js';
import { fragment } from '../../../src/wire/fragment.js';
import type { AkeMessage } from '../../../src/wire/ake-messages.js';
import {
  expectUnchanged,
  forged,
  inject,
  kindsOf,
  liveSession,
  STRANGER,
  VERSIONS,
  WELL_FORMED,
  withHostile,
} from '../../support/attack.js';
import { heapInUse } from '../../support/heap.js';
import { data } from '../../support/textbook.js';
import { ALICE_TAG, BOB_TAG, pair, pump } from '../../support/two-party.js';

const AKE_TYPES = Object.keys(WELL_FORMED) as AkeMessage['type'][];
const hex8 = (tag: number): string => tag.toString(16).padStart(8, '0');

describe('A10 sender tags below 0x100', () => {
  test.each([1, 5, 0x64, 0xff])('%i: nobody, and nothing is stored', (tag) => {
    const { alice, bob } = pair({ versions: [3] });
    for (const type of AKE_TYPES) {
      alice.receive(forged(3, [tag, ALICE_TAG], WELL_FORMED[type]));
      const wire = forged(3, [tag, 0], WELL_FORMED[type]);
      alice.receive(wire);
      for (const packet of fragment(wire, 150, 3, [tag, 0])) alice.receive(packet);
    }
    alice.receive(`?OTR|${hex8(tag)}|00000000,1,1,hello,`);
    expect(alice.correspondent.sessions()).toEqual([]);
    expect(alice.correspondent.nextDeadline()).toBeNull();
    expect(alice.shown).toEqual([]);
    bob.start();
    alice.outbox.length = 0;
    pump(alice, bob);
    expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
  });
});

const GARBAGE = [
  '?OTR',
  '?OTR?',
  '?OTRv',
  '?OTR?v',
  '?OTRv?',
  '?OTR:',
  '?OTR:.',
  '?OTR:===.',
  '?OTR:====.',
  '?OTR:%%%%.',
  '?OTR:AAMC',
  '?OTR:AAMC.',
  '?OTR:AAID.',
  '?OTR:AAMD.',
  '?OTR,',
  '?OTR|',
  '?OTR&#124;',
  '?OTR&#124;00000001',
  '?OTR Error:',
  '?OTR Error: ',
];

describe('texts that are hardly OTR', () => {
  test.each(GARBAGE)('A16 A19 %j', (text) => {
    for (const version of VERSIONS) {
      const session = liveSession(version);
      expect(() => inject(session.alice, text)).not.toThrow();
      session.alice.events.length = 0;
      expectUnchanged(session);
      const { alice } = pair();
      expect(() => alice.receive(text)).not.toThrow();
      expect(alice.correspondent.sessions().map(({ state }) => state)).not.toContain('encrypted');
    }
  });

  test('A16 "?OTR:===." is malformed, not empty', () => {
    expect(kindsOf(pair().alice.receive('?OTR:===.'))).toEqual(['received-malformed', 'transmit']);
  });

  test('A19 what a person writes about OTR is shown, word for word', () => {
    for (const text of [
      '?OTR',
      '?OTRv',
      '?OTRv is great 3 times',
      'use ?OTRv3? please',
      '?OTR&#124;',
    ])
      expect(pair().alice.receive(text)).toMatchObject([
        { kind: 'display', text, encrypted: false, warn: false },
      ]);
  });
});

describe('A17 lengths near 2^31 and 2^32', () => {
  const LENGTHS = ['7fffffff', '80000000', 'fffffff0', 'ffffffff'];
  const HEADS = {
    'D-H Commit': '000202',
    'D-H Key': '00020a',
    'Reveal Signature': '000211',
    Signature: '000212',
    'Data, next D-H key': '0002030000000001000000010000',
  };

  test.each(Object.entries(HEADS))('%s', (_, head) => {
    const { alice } = pair();
    for (const length of LENGTHS) {
      const wire = armor(Buffer.from(head + length + '00'.repeat(60), 'hex'));
      const kinds = kindsOf(alice.receive(wire)).filter((kind) => kind !== 'transmit');
      expect(kinds).toEqual(['received-malformed']);
    }
  });

  test('of the encrypted part and the old MAC keys of a data message', () => {
    const { alice, mallory } = withHostile(2);
    const whole = Buffer.from(mallory.say('x').slice(5, -1), 'base64');
    // The last INT is the length of the old MAC keys; the encrypted part stands before MAC and that.
    for (const at of [whole.length - 4, whole.length - 4 - 20 - 1 - 4])
      for (const length of LENGTHS) {
        const changed = Buffer.from(whole);
        changed.write(length, at, 'hex');
        const kinds = kindsOf(alice.receive(armor(changed)));
        expect(kinds.filter((kind) => kind !== 'transmit')).toEqual(['received-malformed']);
      }
    alice.receive(mallory.say('after'));
    expect(alice.shown).toEqual(['+ after']);
  });

  test('a message of 1 MiB is read whole and in pieces; a longer one in neither form', () => {
    const { alice, mallory } = withHostile(3);
    const limit = 1 << 20;
    const say = (length: number): string => mallory.say('x'.repeat(length));
    const overhead = say(0).length;
    const most = Math.floor(((limit - overhead) / 4) * 3) - 3;
    const wire = say(most);
    expect(wire.length).toBeLessThanOrEqual(limit);
    expect(wire.length).toBeGreaterThan(limit - 16);
    for (const packet of fragment(wire, 60_000, 3, mallory.tags)) alice.receive(packet);
    alice.receive(say(most));
    expect(alice.shown.map(({ length }) => length - 2)).toEqual([most, most]);
    const events = alice.events.length;
    alice.receive(say(most + 20));
    for (const packet of fragment(say(most + 20), 60_000, 3, mallory.tags)) alice.receive(packet);
    expect(alice.shown).toHaveLength(2);
    expect(kindsOf(alice.events.slice(events))).toContain('received-malformed');
  });
});

describe('A20 fragments', () => {
  const BAD = [
    '?OTR,0,1,x,',
    '?OTR,1,0,x,',
    '?OTR,0,0,x,',
    '?OTR,2,1,x,',
    '?OTR,65537,65537,x,',
    '?OTR,1,65537,x,',
    '?OTR,-1,2,x,',
    '?OTR,1,2,x',
    '?OTR,1,2,',
    '?OTR,1,2',
    '?OTR|1|1,1,2,x,',
  ];

  test.each(BAD)('%s is refused, and a message in good ones still arrives', (text) => {
    const { alice, bob } = liveSession(3, { maxMessageSize: 200 });
    bob.send('whole');
    const [first, ...rest] = bob.outbox.splice(0);
    expect(kindsOf(inject(alice, text))).toEqual(
      expect.arrayContaining(['received-malformed']) as string[],
    );
    for (const packet of [first!, ...rest]) alice.receive(packet);
    expect(alice.shown).toEqual(['+ whole']);
  });

  test('pieces may be empty; a lost or doubled one loses that message only', () => {
    const { alice, bob } = liveSession(3, { maxMessageSize: 200 });
    const packets = (text: string): string[] => {
      bob.send(text);
      return bob.outbox.splice(0);
    };
    const whole = packets('with an empty piece');
    const total = whole.length + 1;
    const renumbered = [...whole, whole[0]!.replace(/,[^,]*,$/, ',,')].map((packet, i) =>
      packet.replace(/,\d{5},\d{5},/, `,${i + 1},${total},`),
    );
    for (const packet of renumbered) alice.receive(packet);
    const [one, ...others] = packets('lost');
    for (const packet of others) alice.receive(packet);
    for (const packet of [one!, one!, ...others.slice(1)]) alice.receive(packet);
    for (const packet of packets('next')) alice.receive(packet);
    expect(alice.shown).toEqual(['+ with an empty piece', '+ next']);
  });

  test('a fragment in fragments is not taken; a plaintext in them is plaintext', () => {
    const { alice } = liveSession(3);
    const inner = `?OTR|${hex8(BOB_TAG)}|${hex8(ALICE_TAG)},1,1,inner text,`;
    const outer = `?OTR|${hex8(BOB_TAG)}|${hex8(ALICE_TAG)},1,1,${inner},`;
    expect(kindsOf(alice.receive(outer))).toEqual(['received-malformed', 'transmit']);
    expect(alice.receive(inner)).toMatchObject([
      { kind: 'display', text: 'inner text', encrypted: false, warn: true },
    ]);
  });

  test('65535 pieces in linear time, empty ones too', () => {
    const { alice, mallory } = withHostile(2);
    const wire = mallory.say('x'.repeat(100));
    const total = 65535;
    const start = process.cpuUsage().user;
    for (let i = 1; i <= total; i += 1)
      alice.receive(`?OTR,${i},${total},${i <= wire.length ? wire[i - 1]! : ''},`);
    expect(alice.shown).toEqual([`+ ${'x'.repeat(100)}`]);
    expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(3);
  });

  test('never completed, from 20,000 senders: bounded memory', () => {
    const { alice } = pair();
    const piece = 'x'.repeat(20_000);
    const begin = (from: number, count: number): void => {
      for (let i = from; i < from + count; i += 1)
        alice.correspondent.receive(`?OTR|${hex8(0x1000 + i)}|00000000,1,2,${piece}${i},`);
    };
    begin(0, 100);
    const before = heapInUse();
    begin(100, 20_000);
    expect(heapInUse() - before).toBeLessThan(1_000_000);
    expect(alice.correspondent.sessions()).toEqual([]);
  });

  test('short pieces in long packets: what is kept is the pieces', () => {
    const { alice } = pair();
    const before = heapInUse();
    for (let i = 1; i <= 1000; i += 1)
      alice.correspondent.receive(`?OTR,${i},65535,a piece of ${i} letters,${'x'.repeat(100_000)}`);
    expect(heapInUse() - before).toBeLessThan(4_000_000);
  });

  test('of four senders at once are kept, and for two minutes', () => {
    const { alice, clock } = pair();
    const say = (sender: number, index: number, piece: string): void => {
      alice.receive(`?OTR|${hex8(sender)}|00000000,${index},2,${piece},`);
    };
    for (let i = 0; i < 5; i += 1) say(0x200 + i, 1, `text of ${i} `);
    for (let i = 0; i < 5; i += 1) say(0x200 + i, 2, 'ends');
    const shown = [1, 2, 3, 4].map((i) => `  text of ${i} ends`);
    expect(alice.shown).toEqual(shown);
    say(0x300, 1, 'late ');
    expect(alice.correspondent.nextDeadline()).toBe(clock.now + 120_000);
    alice.wait(120_000);
    expect(alice.correspondent.nextDeadline()).toBeNull();
    say(0x300, 2, 'piece');
    expect(alice.shown).toEqual(shown);
  });

  test('instance tags without end: a bounded number of instances, and the session stays', () => {
    const session = liveSession(3);
    const { alice, clock } = session;
    for (let i = 0; i < 3000; i += 1) {
      inject(alice, forged(3, [0x10_0000 + i, ALICE_TAG], WELL_FORMED['dh-commit']));
      clock.pass(100);
    }
    expect(alice.correspondent.sessions().length).toBeLessThanOrEqual(16);
    expectUnchanged(session);
    // An honest one is still answered once the flood is over.
    alice.wait(61_000);
    const events = inject(alice, forged(3, [STRANGER, ALICE_TAG], WELL_FORMED['dh-commit']));
    expect(kindsOf(events)).toEqual(['transmit']);
  });
});

describe('A24 a network that takes no more than a header', () => {
  test.each([1, 2, 18, 19, 20, 36, 37, 38, 40, 51])('packets of %i', (maxMessageSize) => {
    for (const version of VERSIONS) {
      const { alice, bob } = liveSession(version, { maxMessageSize });
      alice.send('it arrives');
      pump(alice, bob);
      expect(bob.shown).toEqual(['+ it arrives']);
    }
  });
});

test('A4 A17 a D-H Key of 16 MiB in 373 fragments is dropped when it passes the limit', () => {
  const { alice } = pair({ versions: [2] });
  alice.receive('?OTRv2?');
  const head = Buffer.from('00020a', 'hex');
  const wire = armor(Buffer.concat([head, data(Buffer.alloc((1 << 24) + 1, 0x42))]));
  const packets = fragment(wire, 60_000, 2, [0, 0]);
  expect(packets.length).toBeGreaterThan(370);
  const before = heapInUse();
  let most = 0;
  for (const [i, packet] of packets.entries()) {
    alice.receive(packet);
    if (i % 50 === 49) most = Math.max(most, heapInUse() - before);
  }
  // 1 MiB of characters, and what is around it.
  expect(most).toBeLessThan(8_000_000);
  expect(alice.notices).toContain('received-malformed');
});
