// SPDX-License-Identifier: GPL-2.0-or-later
// A comparison whose steps are calculated in parts: the same comparison, and nothing gets between.
import { createDiffieHellman, createHmac, createCipheriv } from 'node:crypto';
import { PRIME } from '../../../src/crypto/group.js';
import { useNativeCrypto } from '../../../src/crypto/native.js';
import type { SessionEvent } from '../../../src/session/events.js';
import { SMP_PARTS } from '../../../src/session/limits.js';
import { TLV } from '../../../src/wire/tlv.js';
import { Hostile } from '../../support/hostile.js';
import { abort, answer, ask, asked, outcomes } from '../../support/smp-people.js';
import { honestSmp1 } from '../../support/smp-textbook.js';
import { integer, magnitude, modPow } from '../../support/textbook.js';
import { BOB_TAG, pair, Person, privatePair, pump } from '../../support/two-party.js';
import { IDENTITIES } from '../../support/vectors.js';

/** Powers since somebody looked. */
let powers = 0;

beforeAll(() => {
  const group = createDiffieHellman(PRIME, Uint8Array.of(2));
  useNativeCrypto({
    hmacSha1: (key, message, mac) => {
      mac.set(createHmac('sha1', key).update(message).digest());
    },
    aesCtr: (key, counter, text, result) => {
      result.set(createCipheriv('aes-128-ctr', key, counter).update(text));
    },
    power: (base, exponent, modulus, result) => {
      powers += 1;
      group.setPrivateKey(exponent);
      // A signature's power is in a group of its own.
      const value =
        modulus === PRIME
          ? group.computeSecret(base)
          : magnitude(modPow(integer(base), integer(exponent), integer(modulus)));
      result.fill(0).set(value, result.length - value.length);
    },
  });
});

afterAll(() => {
  useNativeCrypto(null);
});

type Pair = ReturnType<typeof privatePair>;

/** The powers of each turn that a comparison takes, until nothing is left to do. */
function carry({ alice, bob }: Pair): number[] {
  const turns: number[] = [];
  const turn = (act: () => unknown): void => {
    powers = 0;
    act();
    turns.push(powers);
  };
  for (;;) {
    const working = [alice, bob].find(isWorking);
    const from = [alice, bob].find(({ outbox }) => outbox.length > 0);
    if (working !== undefined) turn(() => working.wait(0));
    else if (from !== undefined)
      turn(() => (from === alice ? bob : alice).receive(from.outbox.shift()!));
    else return turns;
  }
}

function isWorking({ correspondent, clock }: Person): boolean {
  return correspondent.nextDeadline() === clock.now;
}

/** One turn of what is under way; there must be something. */
function turn(person: Person): readonly SessionEvent[] {
  expect(isWorking(person)).toBe(true);
  return person.wait(0);
}

function compare(inParts: boolean): { turns: number[]; wire: string[][]; told: string[][] } {
  const both = privatePair({ seed: 'parts', inParts });
  const { alice, bob } = both;
  ask(alice, 'tea', 'or coffee?');
  const first = carry(both);
  answer(bob, 'tea');
  const turns = [...first, ...carry(both)];
  return {
    turns,
    wire: [alice.wire, bob.wire],
    told: [outcomes(alice, 'us'), outcomes(bob, 'them')],
  };
}

it('is the same comparison, byte for byte, and no turn of it calculates more than its part', () => {
  const whole = compare(false);
  const parts = compare(true);
  expect(parts.wire).toEqual(whole.wire);
  expect(parts.told).toEqual(whole.told);
  expect(parts.told).toEqual([
    ['progress', 'progress', 'success'],
    ['asked', 'progress', 'success'],
  ]);
  // What makes SMP message 3: 15 powers, and 5 of the short exponent that a proof's hash is.
  expect(Math.max(...whole.turns)).toBeGreaterThanOrEqual(20);
  // The message that brings or carries one changes keys as well.
  const ofKeys = 3;
  expect(Math.max(...parts.turns)).toBeLessThanOrEqual(SMP_PARTS + ofKeys);
});

it('devices of one contact take turns', () => {
  const { alice, bob, clock } = privatePair({ versions: [3], inParts: true });
  const second = new Person({ name: 'bob 2', identity: IDENTITIES.bob, tag: 0x3003, clock });
  second.start();
  pump(alice, second);
  for (const device of [bob, second]) {
    ask(device, 'tea');
    while (isWorking(device)) device.wait(0);
    while (device.outbox.length > 0) alice.receive(device.outbox.shift()!);
  }
  while (isWorking(alice)) {
    powers = 0;
    alice.wait(0);
    expect(powers).toBeLessThanOrEqual(SMP_PARTS);
  }
  expect(outcomes(alice, 'them')).toEqual(['asked', 'asked']);
});

/** Bob has alice's question; her program is calculating its second step. */
function inTheMiddle(): Pair {
  const both = privatePair({ inParts: true });
  const { alice, bob } = both;
  ask(alice, 'tea');
  carry(both);
  answer(bob, 'tea');
  while (isWorking(bob)) bob.wait(0);
  alice.receive(bob.outbox.shift()!);
  turn(alice);
  expect(alice.outbox).toEqual([]);
  return both;
}

it('text goes to and fro meanwhile', () => {
  const both = inTheMiddle();
  const { alice, bob } = both;
  alice.send('still typing');
  bob.receive(alice.outbox.shift()!);
  expect(bob.shown.at(-1)).toBe('+ still typing');
  bob.send('take your time');
  alice.receive(bob.outbox.shift()!);
  expect(alice.shown.at(-1)).toBe('+ take your time');
  expect(isWorking(alice)).toBe(true);
  carry(both);
  expect(outcomes(alice, 'us').at(-1)).toBe('success');
  expect(outcomes(bob, 'them').at(-1)).toBe('success');
});

it('what is no part of a comparison does not hurry it', () => {
  const { alice } = pair({ versions: [3], inParts: true });
  const mallory = new Hostile({ version: 3, tag: BOB_TAG }).makePrivate(alice);
  alice.receive(mallory.say('', [honestSmp1(mallory.random)]));
  expect(isWorking(alice)).toBe(true);
  alice.receive(mallory.say('', [{ type: TLV.padding, value: new Uint8Array(99) }]));
  expect(isWorking(alice)).toBe(true);
  while (isWorking(alice)) alice.wait(0);
  expect(outcomes(alice, 'them')).toEqual(['asked']);
});

it('a step that was begun is told of once, and is not begun again', () => {
  const both = privatePair({ inParts: true });
  const { alice, bob } = both;
  ask(alice, 'tea');
  carry(both);
  const { id } = asked(bob);
  bob.note(bob.correspondent.smpAnswer(id, 'tea'));
  bob.note(bob.correspondent.smpAnswer(id, 'coffee'));
  carry(both);
  expect(outcomes(bob, 'them')).toEqual(['asked', 'progress', 'success']);
  expect(outcomes(alice, 'us')).toEqual(['progress', 'progress', 'success']);
});

it('the person stops it in the middle of a step: the peer is told', () => {
  const both = inTheMiddle();
  abort(both.alice);
  carry(both);
  expect(outcomes(both.alice, 'us').at(-1)).toBe('aborted');
  expect(outcomes(both.bob, 'them').at(-1)).toBe('aborted');
  expect(isWorking(both.alice)).toBe(false);
});

it('the peer stops it in the middle of a step', () => {
  const both = inTheMiddle();
  const { alice, bob } = both;
  abort(bob);
  pump(alice, bob);
  expect(outcomes(alice, 'us').at(-1)).toBe('aborted');
  expect(alice.correspondent.smpRuns()).toEqual([]);
  expect(bob.correspondent.smpRuns()).toEqual([]);
});

describe('the session changes in the middle of a step', () => {
  it.each<[string, (both: Pair) => void]>([
    ['the peer ends it', ({ bob }) => void bob.end()],
    ['we end it', ({ alice }) => void alice.end()],
    ['the peer refreshes it', ({ bob }) => void bob.start()],
    ['we refresh it', ({ alice }) => void alice.start()],
  ])('%s: nothing more of it is sent, and it is told as aborted', (_, change) => {
    const both = inTheMiddle();
    const { alice, bob } = both;
    change(both);
    pump(alice, bob);
    expect(outcomes(alice, 'us').at(-1)).toBe('aborted');
    expect(outcomes(bob, 'them').at(-1)).toBe('aborted');
    expect(isWorking(alice)).toBe(false);
    expect(alice.correspondent.smpRuns()).toEqual([]);
  });

  it('a request that had not left yet is told to be void', () => {
    const both = privatePair({ inParts: true });
    const { alice, bob } = both;
    ask(alice, 'tea');
    expect(isWorking(alice)).toBe(true);
    bob.end();
    alice.receive(bob.outbox.shift()!);
    expect(alice.notices).toEqual(['smp-gone']);
    expect(outcomes(alice, 'us')).toEqual([]);
    expect(isWorking(alice)).toBe(false);
  });

  it.each(['asks', 'answers'])('what was drawn for the step of who %s is wiped', (how) => {
    const both = privatePair({ inParts: true });
    const { alice, bob } = both;
    const person = how === 'asks' ? alice : bob;
    if (person === bob) {
      ask(alice, 'tea');
      carry(both);
    }
    const exponents: Uint8Array[] = [];
    person.drew = (bytes) => {
      if (bytes.length === 192) exponents.push(bytes);
    };
    if (person === bob) answer(bob, 'tea');
    else ask(alice, 'tea');
    turn(person);
    expect(exponents.length).toBeGreaterThan(2);
    expect(exponents.some((bytes) => bytes.some((byte) => byte !== 0))).toBe(true);
    person.end();
    expect(exponents.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
  });
});
