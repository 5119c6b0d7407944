// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "SMP State Machine": what each message is checked for before anything of it counts.
import { finish } from '../../../../src/crypto/work.js';
import { smpReceive } from '../../../../src/protocol/smp/machine.js';
import { smpSecret } from '../../../../src/protocol/smp/secret.js';
import type { SmpState } from '../../../../src/protocol/smp/state.js';
import type { SmpMessage } from '../../../../src/wire/smp-messages.js';
import { faultCode } from '../../../support/decode.js';
import { SeededRandom } from '../../../support/seeded-random.js';
import { Side, smpSnapshot } from '../../../support/smp.js';
import { integer, magnitude, rfc3526Prime } from '../../../support/textbook.js';
import { toHex } from '../../../support/vectors.js';

type Kind = Exclude<SmpMessage['type'], 'smp-abort'>;
type Numbers = Readonly<Record<string, Uint8Array>>;

const P = rfc3526Prime();
const Q = (P - 1n) / 2n;
const random = new SeededRandom('smp refusals');

/** An honest run: each message, and the state of whoever receives it. */
function honestRun(x = 'same', y = 'same'): Record<Kind, { message: SmpMessage; state: SmpState }> {
  const secretOf = (text: string): Uint8Array => Buffer.from(text.padEnd(32, '.'));
  const alice = new Side(random);
  const bob = new Side(random);
  const [smp1] = alice.ask(secretOf(x)) as [SmpMessage];
  const one = { message: smp1, state: bob.state };
  bob.hear(smp1);
  const [smp2] = bob.answer(secretOf(y)) as [SmpMessage];
  const two = { message: smp2, state: alice.state };
  const [smp3] = alice.hear(smp2) as [SmpMessage];
  const three = { message: smp3, state: bob.state };
  const [smp4] = bob.hear(smp3) as [SmpMessage];
  return { smp1: one, smp2: two, smp3: three, smp4: { message: smp4, state: alice.state } };
}

const run = honestRun();
const other = honestRun();

/** The code with which the message is refused when it has these numbers instead; the state stays. */
function refusal(kind: Kind, numbers: Numbers): string {
  const { message, state } = run[kind];
  const before = smpSnapshot(state);
  const code = faultCode(() => finish(smpReceive(state, { ...message, ...numbers }, { random })));
  expect(smpSnapshot(state)).toBe(before);
  return code;
}

function numbersOf(kind: Kind): Numbers {
  const entries = Object.entries(run[kind].message).filter(
    ([, value]: [string, unknown]) => value instanceof Uint8Array,
  );
  return Object.fromEntries(entries) as Numbers;
}

// "Check that … are >= 2 and <= modulus-2."
const ELEMENTS: Readonly<Record<Kind, readonly string[]>> = {
  smp1: ['g2a', 'g3a'],
  smp2: ['g2b', 'g3b', 'pb', 'qb'],
  smp3: ['pa', 'qa', 'ra'],
  smp4: ['rb'],
};

// "The D values are calculated modulo q = (p - 1) / 2."
const EXPONENTS: Readonly<Record<Kind, readonly string[]>> = {
  smp1: ['d2', 'd3'],
  smp2: ['d2', 'd3', 'd5', 'd6'],
  smp3: ['d5', 'd6', 'd7'],
  smp4: ['d7'],
};

const KINDS = Object.keys(ELEMENTS) as Kind[];

const cells = (of: Readonly<Record<Kind, readonly string[]>>): (readonly [Kind, string])[] =>
  KINDS.flatMap((kind) => of[kind].map((name) => [kind, name] as const));

describe('group elements', () => {
  it.each(cells(ELEMENTS))('%s: %s must be in the group', (kind, name) => {
    for (const value of [0n, 1n, P - 1n, P, P + 1n, P + 2n])
      expect(refusal(kind, { [name]: magnitude(value) })).toBe('out-of-range');
  });
});

describe('exponents', () => {
  it.each(cells(EXPONENTS))('%s: %s must be in 1 … q-1', (kind, name) => {
    for (const value of [0n, Q, Q + 1n, P])
      expect(refusal(kind, { [name]: magnitude(value) })).toBe('out-of-range');
  });
});

describe('proofs', () => {
  it.each(KINDS)('%s: every number counts', (kind) => {
    for (const [name, value] of Object.entries(numbersOf(kind))) {
      const number = integer(value);
      for (const changed of [number + 1n, number - 1n, number ^ (1n << 200n)])
        expect(['bad-signature', 'out-of-range']).toContain(
          refusal(kind, { [name]: magnitude(changed) }),
        );
    }
  });

  it.each(KINDS)('%s: a challenge is as long as its hash', (kind) => {
    for (const name of Object.keys(numbersOf(kind)).filter((each) => each.startsWith('c')))
      for (const value of [0n, 1n, integer(numbersOf(kind)[name]!) + (1n << 256n), P])
        expect(['bad-signature', 'out-of-range']).toContain(
          refusal(kind, { [name]: magnitude(value) }),
        );
  });

  // "This distinguishes calls to the hash function at different points in the protocol, to prevent
  // Alice from replaying Bob's zero knowledge proofs or vice versa."
  it('of one place do not serve in another', () => {
    const { g2a, c2, d2, g3a, c3, d3 } = numbersOf('smp1') as Record<string, Uint8Array>;
    expect(refusal('smp2', { g2b: g2a!, c2: c2!, d2: d2!, g3b: g3a!, c3: c3!, d3: d3! })).toBe(
      'bad-signature',
    );
    expect(refusal('smp1', { g3a: g2a!, c3: c2!, d3: d2! })).toBe('bad-signature');
    const { cr, d7 } = numbersOf('smp3') as Record<string, Uint8Array>;
    expect(refusal('smp4', { cr: cr!, d7: d7! })).toBe('bad-signature');
  });

  it.each(['smp2', 'smp3', 'smp4'] as const)('%s of another run is refused', (kind) => {
    const { message } = other[kind];
    expect(refusal(kind, message as unknown as Numbers)).toBe('bad-signature');
  });

  it('hold for whoever does not know the secret: it is the comparison that fails', () => {
    const { smp3, smp4 } = honestRun('one', 'another');
    for (const { message, state } of [smp3, smp4])
      expect(finish(smpReceive(state, message, { random })).news[0]?.outcome.kind).toBe('failure');
  });
});

describe('coordinates', () => {
  it('that are ours prove nothing', () => {
    const { pb, qb } = numbersOf('smp2') as Record<string, Uint8Array>;
    expect(refusal('smp3', { pa: pb! })).toBe('out-of-range');
    expect(refusal('smp3', { qa: qb! })).toBe('out-of-range');
  });
});

describe('the secret', () => {
  const binding = {
    initiator: Buffer.alloc(20, 1),
    responder: Buffer.alloc(20, 2),
    ssid: Buffer.alloc(8, 3),
  };
  const hashOf = (changed: Partial<typeof binding>, typed = 'secret'): string =>
    toHex(smpSecret({ ...binding, ...changed }, Buffer.from(typed)).reveal());

  it('is that of one pair of people, in their roles, in one session', () => {
    const { initiator, responder } = binding;
    const hashes = [
      hashOf({}),
      hashOf({ initiator: responder, responder: initiator }),
      hashOf({ initiator: Buffer.alloc(20, 9) }),
      hashOf({ responder: Buffer.alloc(20, 9) }),
      hashOf({ ssid: Buffer.alloc(8, 9) }),
      hashOf({}, 'Secret'),
      hashOf({}, ' secret'),
      hashOf({}, 'se\u0301cret'),
      hashOf({}, 's\u00e9cret'),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
