// SPDX-License-Identifier: GPL-2.0-or-later
// Attacks on the comparison of secrets, by the numbers of reference protocol.md §5. The attacker has a
// session with the victim: everybody can have one.
import type { SessionEvent } from '../../../src/session/events.js';
import { quoted } from '../../../src/controller/quoted.js';
import { TLV, type Tlv } from '../../../src/wire/tlv.js';
import { kindsOf, VERSIONS, type Version, withHostile } from '../../support/attack.js';
import type { Hostile } from '../../support/hostile.js';
import { SeededRandom } from '../../support/seeded-random.js';
import {
  challenge,
  honestSmp1,
  P,
  proofOf,
  proofOfNothing,
  smp1Of,
  smp2OfOnes,
  smpTlv,
} from '../../support/smp-textbook.js';
import { int, mpi } from '../../support/textbook.js';
import { type Person, pump, privatePair } from '../../support/two-party.js';

const ABORT: Tlv = { type: TLV.smpAbort, value: new Uint8Array(0) };
const DISCONNECT: Tlv = { type: TLV.disconnected, value: new Uint8Array(0) };

interface Scene {
  readonly alice: Person;
  readonly mallory: Hostile;
  readonly random: SeededRandom;
  /** Everything that came of one message, the comparison's part: outcomes, and TLVs that went out. */
  readonly hear: (...tlvs: readonly Tlv[]) => string[];
}

function scene(version: Version): Scene {
  const { alice, mallory } = withHostile(version);
  const random = new SeededRandom(`smp ${version}`);
  const hear = (...tlvs: readonly Tlv[]): string[] => {
    const outcomes = outcomesOf(alice.receive(mallory.say('', tlvs)));
    return [...outcomes, ...answers(alice, mallory)];
  };
  return { alice, mallory, random, hear };
}

function outcomesOf(events: Parameters<typeof kindsOf>[0]): string[] {
  return kindsOf(events.filter(({ kind }) => kind === 'smp'));
}

function ask(person: Person, secret: string, question: string | null = null): void {
  person.note(person.correspondent.smpStart(person.correspondent.current(), secret, question));
}

/** The person answers the last prompt that they were shown, whatever has become of it. */
function answer(person: Person, secret: string): readonly SessionEvent[] {
  const prompt = person
    .all('smp')
    .filter(({ outcome }) => outcome === 'asked')
    .at(-1);
  return person.note(person.correspondent.smpAnswer(prompt?.run.id ?? 0, secret));
}

/** What the victim said to it, by type of TLV. */
function answers(alice: Person, mallory: Hostile): string[] {
  const before = mallory.heard.length;
  for (const packet of alice.outbox.splice(0)) mallory.hear(packet);
  return mallory.heard.slice(before).flatMap(({ tlvs }) => tlvs.map(({ type }) => `TLV ${type}`));
}

/** Neither a prompt nor a result, and the comparison is over. */
const REFUSED = ['cheated', 'TLV 6'];

describe.each(VERSIONS)('version %i', (version) => {
  describe('A2 values outside of the group, with proofs that verify', () => {
    test.each([
      ['0', 0n],
      ['1', 1n],
      ['p - 1', P - 1n],
      ['p', P],
      ['p + 1', P + 1n],
    ])('g2a = g3a = %s', (_, value) => {
      const { alice, random, hear } = scene(version);
      expect(hear(smp1Of(value, (v) => proofOfNothing(v, value, random)))).toEqual(REFUSED);
      answer(alice, 'secret');
      const [r, c] = [1n, challenge(6, 1n)];
      const smp3 = smpTlv(TLV.smp3, 1n, 2n, c, r, r, 1n, c, r);
      expect(hear(smp3)).not.toContain('success');
    });

    test('g2a = g3a = p + 2, which is 2 by another name', () => {
      const { random, hear } = scene(version);
      expect(hear(smp1Of(P + 2n, (v) => proofOf(v, 1n, random)))).toEqual(REFUSED);
      expect(hear(smp1Of(2n, (v) => proofOf(v, 1n, random)))).toEqual(['asked']);
    });

    test('g2b = g3b = 1, Pb = p + 1', () => {
      const { alice, mallory, random, hear } = scene(version);
      ask(alice, 'secret');
      expect(answers(alice, mallory)).toEqual(['TLV 2']);
      expect(hear(smp2OfOnes(random))).toEqual(REFUSED);
    });
  });

  describe('A6 a prompt that is answered too late', () => {
    test('after a disconnect and a new exchange', () => {
      const { alice, mallory, random, hear } = scene(version);
      expect(hear(honestSmp1(random, Buffer.from('who?')))).toEqual(['asked']);
      expect(hear(DISCONNECT)).toEqual(['aborted']);
      expect(outcomesOf(answer(alice, 'me'))).toEqual([]);
      mallory.makePrivate(alice);
      expect(kindsOf(answer(alice, 'me'))).toEqual(['smp-gone']);
      expect(hear(honestSmp1(random))).toEqual(['asked']);
    });

    test('after a new exchange without a word', () => {
      const { alice, mallory, random, hear } = scene(version);
      expect(hear(honestSmp1(random))).toEqual(['asked']);
      alice.events.length = 0;
      mallory.makePrivate(alice);
      expect(outcomesOf(alice.events)).toEqual(['aborted']);
      expect(kindsOf(answer(alice, 'me'))).toEqual(['smp-gone']);
    });

    test('which nobody asked for', () => {
      const { alice } = scene(version);
      expect(kindsOf(answer(alice, 'me'))).toEqual(['smp-gone']);
      expect(kindsOf(alice.correspondent.smpAbort(0))).toEqual([]);
    });
  });

  test('A8 counts and lengths that are wrong', () => {
    const { random, hear } = scene(version);
    const good = honestSmp1(random);
    const body = Buffer.from(good.value.subarray(4));
    const counted = (count: number): Tlv => ({
      type: TLV.smp1,
      value: Buffer.concat([int(count), body]),
    });
    for (const count of [0, 1, 5, 7, 11, 0x01000000, 0x7fffffff, 0x80000000, 0xffffffff])
      expect(hear(counted(count))).toEqual(REFUSED);
    for (const type of [TLV.smp1, TLV.smp2, TLV.smp3, TLV.smp4, TLV.smp1Question])
      for (const value of [
        Buffer.alloc(0),
        Buffer.alloc(3),
        int(6),
        Buffer.concat([int(6), int(0xffffffff)]),
        Buffer.concat([int(6), int(0x80000000)]),
        Buffer.concat([int(6), int(193), Buffer.alloc(200, 2)]),
        Buffer.concat([Buffer.from('question without end')]),
      ])
        // Nothing was asked of whom SMP2 and SMP4 would answer: no run that could be cheated.
        expect(hear({ type, value }).filter((each) => each !== 'cheated')).toEqual(['TLV 6']);
    // "trailing bytes may be ignored", as several engines do.
    const longer = { type: TLV.smp1, value: Buffer.concat([good.value, mpi(1n)]) };
    expect(hear(longer)).toEqual(['asked']);
  });

  test('A14 questions that are no text, or look like something else', () => {
    const { alice, random, hear } = scene(version);
    const ask = (question: Uint8Array): string => {
      expect(hear(honestSmp1(random, question))).toEqual(['asked']);
      const { id, question: asked } = alice.all('smp').at(-1)!.run;
      alice.note(alice.correspondent.smpAbort(id));
      alice.outbox.length = 0;
      return asked ?? '';
    };
    expect(ask(Buffer.of(0xff, 0xfe))).toBe('\ufffd\ufffd');
    expect(ask(Buffer.alloc(60_000, 'q'))).toHaveLength(60_000);
    expect(quoted(ask(Buffer.alloc(60_000, 'q'))).length).toBeLessThanOrEqual(301);
    const tricky = ask(Buffer.from('a\r\n[OTR] Private\u202e\u0007 <b>conversation</b>'));
    expect(quoted(tricky)).not.toMatch(/[\p{Cc}\u202e]|\[OTR\]/u);
  });

  describe('A15 messages out of order', () => {
    test('SMP2, SMP3, SMP4 and an abort that nobody waits for', () => {
      const { random, hear } = scene(version);
      const numbers = Array.from({ length: 11 }, (_, i) => BigInt(i + 2));
      expect(hear(ABORT)).toEqual([]);
      expect(hear(smpTlv(TLV.smp2, ...numbers))).toEqual(['TLV 6']);
      expect(hear(smpTlv(TLV.smp3, ...numbers.slice(0, 8)))).toEqual(['TLV 6']);
      expect(hear(smpTlv(TLV.smp4, ...numbers.slice(0, 3)))).toEqual(['TLV 6']);
      expect(hear(honestSmp1(random))).toEqual(['asked']);
    });

    test('an abort ends what was asked, and is not answered with one', () => {
      const { alice, random, hear } = scene(version);
      expect(hear(honestSmp1(random), ABORT)).toEqual(['asked', 'aborted']);
      expect(kindsOf(answer(alice, 'me'))).toEqual(['smp-gone']);
      expect(hear(honestSmp1(random))).toEqual(['asked']);
      expect(hear(ABORT)).toEqual(['aborted']);
      expect(hear(ABORT)).toEqual([]);
    });

    test('a second SMP1, valid or not, does not slip under the open prompt', () => {
      for (const isValid of [true, false]) {
        const { alice, random, hear } = scene(version);
        expect(hear(honestSmp1(random, Buffer.from('first?')))).toEqual(['asked']);
        const second = honestSmp1(random, Buffer.from('second?'));
        if (!isValid) second.value[second.value.length - 1]! ^= 1;
        expect(hear(second)).not.toContain('asked');
        // The answer to the first question is not given to the second.
        expect(kindsOf(answer(alice, 'me'))).not.toContain('transmit');
      }
    });

    test('nothing after a disconnect in the same message is asked', () => {
      const { alice, random, hear } = scene(version);
      expect(hear(DISCONNECT, honestSmp1(random))).toEqual([]);
      expect(alice.state).toBe('finished');
    });

    test('many SMP1 in one message cost no more than one', () => {
      const { alice, random, mallory } = scene(version);
      const one = honestSmp1(random);
      const wire = mallory.say(
        '',
        Array.from({ length: 800 }, () => one),
      );
      const start = process.cpuUsage().user;
      alice.receive(wire);
      expect((process.cpuUsage().user - start) / 1000).toBeLessThan(150);
      expect(alice.outbox.length).toBeLessThan(10);
    });
  });

  test('A28 a wrong answer is a failure, and tells nobody to forget a verification', () => {
    const { alice, bob } = privatePair({ versions: [version] });
    const before = alice.correspondent.current();
    ask(alice, 'right', 'question?');
    pump(alice, bob);
    answer(bob, 'wrong');
    pump(alice, bob);
    for (const side of [alice, bob])
      expect(
        side
          .all('smp')
          .map(({ outcome }) => outcome)
          .at(-1),
      ).toBe('failure');
    expect(alice.correspondent.current()).toEqual(before);
    alice.send('still private');
    pump(alice, bob);
    expect(bob.shown).toEqual(['+ still private']);
  });
});
