// SPDX-License-Identifier: GPL-2.0-or-later
// docs/THREATS.md, "Secrets in memory": no secret becomes text, and each is overwritten when it retires.
import { inspect } from 'node:util';
import type { RandomSource } from '../../../src/crypto/random.js';
import { SecretBytes } from '../../../src/crypto/secret.js';
import { Correspondent } from '../../../src/session/correspondent.js';
import type { SessionEvent } from '../../../src/session/events.js';
import { POLICIES } from '../../../src/session/policy.js';
import { encodePayload } from '../../../src/wire/tlv.js';
import { exchange } from '../../support/ake.js';
import { twoEnds } from '../../support/data.js';
import { SeededRandom } from '../../support/seeded-random.js';
import { Side } from '../../support/smp.js';
import { integer } from '../../support/textbook.js';
import { IDENTITIES, toHex } from '../../support/vectors.js';

/** Remembers every array that it gave out, and a copy of what stood in it. */
class RememberingRandom implements RandomSource {
  readonly given: { readonly array: Uint8Array; readonly copy: Uint8Array }[] = [];
  readonly #random: SeededRandom;

  constructor(seed: string) {
    this.#random = new SeededRandom(seed);
  }

  bytes(length: number): Uint8Array {
    const array = this.#random.bytes(length);
    this.given.push({ array, copy: Uint8Array.from(array) });
    return array;
  }
}

/** Everything that any conversion to text returned while `run` was running. */
function textsOf(run: () => void): string[] {
  const texts: string[] = [];
  const prototypes = [Buffer.prototype, BigInt.prototype, Uint8Array.prototype] as const;
  const spies = (
    prototypes as readonly { toString: (this: unknown, ...args: unknown[]) => string }[]
  ).map((prototype) => {
    const original = prototype.toString;
    return jest.spyOn(prototype, 'toString').mockImplementation(function (
      this: unknown,
      ...args: unknown[]
    ) {
      const text = original.apply(this, args);
      texts.push(text);
      return text;
    });
  });
  const decode = jest.spyOn(TextDecoder.prototype, 'decode');
  try {
    run();
  } finally {
    for (const spy of [...spies, decode]) spy.mockRestore();
  }
  return [...texts, ...decode.mock.results.map(({ value }) => String(value))];
}

/** How bytes look when they have become text. */
function looks(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes);
  return [
    buffer.toString('hex'),
    buffer.toString('base64').replace(/=+$/, ''),
    buffer.toString('base64url'),
    buffer.toString('latin1'),
    integer(bytes).toString(),
    integer(bytes).toString(16),
    [...bytes].join(','),
  ];
}

function person(identity: 'alice' | 'bob', tag: number, random: RandomSource): Correspondent {
  return new Correspondent({
    tools: { random, now: () => clock },
    identity: IDENTITIES[identity],
    instanceTag: tag,
    policy: () => POLICIES.opportunistic,
    maxMessageSize: () => 0,
    queryExplanation: () => '',
    isTrusted: () => false,
    errorText: (code) => code,
  });
}

let clock = 0;

/** A life: exchange, talk, a comparison each way, the extra key, a refresh, refusals, the end. */
function live(randoms: Readonly<Record<'alice' | 'bob', RandomSource>>): readonly SessionEvent[] {
  clock = 0;
  const alice = person('alice', 0x1001, randoms.alice);
  const bob = person('bob', 0x2002, randoms.bob);
  const events: SessionEvent[] = [];
  const note = (side: Correspondent, made: readonly SessionEvent[]): void => {
    events.push(...made);
    const other = side === alice ? bob : alice;
    for (const event of made) if (event.kind === 'transmit') note(other, other.receive(event.text));
  };
  note(alice, alice.start());
  for (let i = 0; i < 6; i += 1) {
    note(alice, alice.send(`text ${i}`));
    note(bob, bob.send(`answer ${i}`));
  }
  for (const [asking, asked] of [
    [alice, bob],
    [bob, alice],
  ] as const) {
    note(asking, asking.smpStart(asking.current(), 'typed secret', 'a question?'));
    note(asked, asked.smpAnswer(asked.smpRuns()[0]!.id, 'typed secret'));
    note(asking, asking.smpStart(asking.current(), 'typed secret', null));
    note(asked, asked.smpAbort(asked.smpRuns()[0]!.id));
  }
  note(alice, alice.useExtraKey(1, new Uint8Array(0)));
  note(bob, bob.start());
  note(bob, bob.send('after the refresh'));
  for (const text of ['?OTR:AAMDAAAA.', '?OTRv3?', '?OTR:AAMK%%.', 'in clear'])
    note(alice, alice.receive(text));
  note(alice, alice.smpStart(alice.current(), 'typed secret', null));
  note(alice, alice.end());
  note(bob, bob.end());
  for (const side of [alice, bob])
    for (let due = side.nextDeadline(); due !== null; due = side.nextDeadline()) {
      clock = due;
      note(side, side.tick());
    }
  expect(
    events.filter((event) => event.kind === 'smp' && event.outcome === 'success'),
  ).toHaveLength(4);
  return events;
}

const withFresh = (seed: string): Record<'alice' | 'bob', RememberingRandom> => ({
  alice: new RememberingRandom(`${seed} a`),
  bob: new RememberingRandom(`${seed} b`),
});

/** Exponents, nonces and blinds; the 16 bytes of r are revealed by the protocol itself. */
const isSecret = ({ copy }: { copy: Uint8Array }): boolean => copy.length > 16;

it('no secret becomes text on the way', () => {
  const randoms = withFresh('text');
  const revealed = jest.spyOn(SecretBytes.prototype, 'reveal');
  const values: Uint8Array[] = [];
  revealed.mockImplementation(function (this: SecretBytes) {
    const bytes = original.call(this);
    values.push(Uint8Array.from(bytes));
    return bytes;
  });
  let events: readonly SessionEvent[] = [];
  const texts = textsOf(() => {
    events = live(randoms);
  });
  revealed.mockRestore();
  const random = Object.values(randoms).flatMap(({ given }) => given.filter(isSecret));
  const own = (['alice', 'bob'] as const).map((name) =>
    Buffer.from(IDENTITIES[name].x.toString(16), 'hex'),
  );
  // Receiving MAC keys (20 bytes) and r (16) are made public, in messages.
  const secrets = [
    ...random.map(({ copy }) => copy),
    ...values.filter((v) => v.length > 20),
    ...own,
  ];
  expect(random.length).toBeGreaterThan(60);
  expect(secrets.length).toBeGreaterThan(200);
  const said = JSON.stringify(events.filter(({ kind }) => kind !== 'extra-key'));
  const all = [...texts, said, inspect(events, { depth: 9 })].join('\n');
  for (const secret of secrets)
    for (const look of looks(secret)) expect(all.includes(look)).toBe(false);
});

it('every secret is overwritten when the conversation is over', () => {
  const randoms = withFresh('wipe');
  const arrays = new Set<Uint8Array>();
  const revealed = jest.spyOn(SecretBytes.prototype, 'reveal').mockImplementation(function (
    this: SecretBytes,
  ) {
    const bytes = original.call(this);
    arrays.add(bytes);
    return bytes;
  });
  live(randoms);
  revealed.mockRestore();
  const given = Object.values(randoms).flatMap((random) => random.given);
  const left = [...arrays, ...given.map(({ array }) => array)].filter((array) =>
    array.some((byte) => byte !== 0),
  );
  expect(arrays.size).toBeGreaterThan(50);
  expect(left.map((array) => array.length)).toEqual([]);
});

describe('what is shown of a state', () => {
  const run = new Side(new SeededRandom('inspect'));
  run.ask(Buffer.alloc(32, 0xab));
  const { bob, alice } = exchange('inspect');
  const [end] = twoEnds('inspect');
  end.say('hello');
  const states = {
    'an exchange that we began': bob['awaiting-sig'],
    'an exchange that they began': alice['awaiting-revealsig'],
    'a commit': bob['awaiting-dhkey'],
    'the keys of a session': end.ring,
    'a comparison': run.state,
  };

  it.each(Object.entries(states))('%s: no secret', (_, state) => {
    const seen = new Set<string>();
    const collect = (value: unknown): void => {
      if (value instanceof SecretBytes) seen.add(toHex(value.reveal()));
      else if (Array.isArray(value)) value.forEach(collect);
      else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array))
        Object.values(value).forEach(collect);
    };
    collect(state);
    expect(seen.size).toBeGreaterThan(0);
    const json = JSON.stringify(state, (__, value: unknown) =>
      typeof value === 'bigint' ? value.toString(16) : value,
    );
    const shown = [
      json,
      inspect(state, { depth: Infinity, showHidden: true, maxArrayLength: null }),
    ].join('\n');
    for (const digits of seen)
      for (const look of [...looks(Buffer.from(digits, 'hex')), spaced(digits)])
        expect(shown.includes(look)).toBe(false);
  });

  it('nor of a correspondent in the middle of it', () => {
    const randoms = withFresh('middle');
    const a = person('alice', 0x1001, randoms.alice);
    a.receive('?OTRv3?');
    const shown = `${inspect(a, { depth: Infinity, showHidden: true })}${JSON.stringify(a)}`;
    for (const { copy } of randoms.alice.given)
      for (const look of [...looks(copy), spaced(toHex(copy))])
        expect(shown.includes(look)).toBe(false);
  });
});

/** As Node shows the bytes of a Buffer. */
function spaced(digits: string): string {
  return digits.replace(/..(?!$)/g, '$& ');
}

it('an error says which rule was broken, and nothing of what broke it', () => {
  const [a, b] = twoEnds('errors');
  const message = a.say('a secret text');
  b.hear(message);
  const faults: unknown[] = [];
  for (const bad of [message, { ...message, mac: new Uint8Array(20) }])
    try {
      b.hear(bad);
    } catch (error) {
      faults.push(error);
    }
  expect(faults).toHaveLength(2);
  const shown = inspect(faults, { depth: Infinity, showHidden: true });
  expect(shown).toMatch(/replayed|bad-mac/);
  expect(shown).not.toContain('a secret text');
  expect(shown).not.toContain(
    toHex(encodePayload({ text: Buffer.from('a secret text'), tlvs: [] })),
  );
});

// Spies stand in its place.
const original = Object.getOwnPropertyDescriptor(SecretBytes.prototype, 'reveal')!.value as (
  this: SecretBytes,
) => Uint8Array;
