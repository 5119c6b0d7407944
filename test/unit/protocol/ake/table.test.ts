// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "State transitions": what happens when each message of the key exchange is received in each
// state. Written from the specification; the two last states are protocol.md 1.6 and 8.
import { type AuthState, NONE } from '../../../../src/protocol/ake/state.js';
import { commit } from '../../../../src/protocol/ake/steps.js';
import { akeStep } from '../../../../src/protocol/ake/table.js';
import type { AkeMessage, DhCommit } from '../../../../src/wire/ake-messages.js';
import { type Exchange, exchange, snapshot, toolsOf } from '../../../support/ake.js';
import { ScriptedRandom, SeededRandom } from '../../../support/seeded-random.js';
import { integer } from '../../../support/textbook.js';
import { toHex } from '../../../support/vectors.js';

type Kind = AuthState['kind'];

/** What a cell of the table must do. */
interface Expected {
  readonly next: Kind;
  /** The type of what is sent. */
  readonly send: AkeMessage['type'] | null;
  readonly secure?: true;
}

const IGNORED = 'ignore the message';

/** A commit whose hash is on the given side of ours. */
function foreignCommit(ours: DhCommit, side: 'higher' | 'lower', seed: string): DhCommit {
  const random = new SeededRandom(seed);
  for (;;) {
    const { message } = commit({ random });
    const isHigher = integer(message.hashedGx) > integer(ours.hashedGx);
    if (isHigher === (side === 'higher')) return message;
  }
}

const ours = exchange('ours');
const other = exchange('another');
const higher = foreignCommit(ours.commit, 'higher', 'h');
const lower = foreignCommit(ours.commit, 'lower', 'l');
const random = new SeededRandom('table');
const bob = toolsOf('bob', random);
const alice = toolsOf('alice', random);

/** We are Bob, who sent a commit; the peer's commit with the higher hash made us yield. */
const yielded = akeStep(ours.bob['awaiting-dhkey'], higher, bob).next;
/** And then the peer answered ours as well. */
const both = akeStep(yielded, ours.dhKey, bob).next;

/** The state, and the side that is in it. */
const states: Readonly<Record<Kind, { state: AuthState; tools: typeof bob }>> = {
  none: { state: NONE, tools: alice },
  'awaiting-dhkey': { state: ours.bob['awaiting-dhkey'], tools: bob },
  'awaiting-revealsig': { state: ours.alice['awaiting-revealsig'], tools: alice },
  'awaiting-sig': { state: ours.bob['awaiting-sig'], tools: bob },
  yielded: { state: yielded, tools: bob },
  both: { state: both, tools: bob },
};

const messages = {
  'D-H Commit, hash below ours': lower,
  'D-H Commit, hash above ours': higher,
  'D-H Key that answers our commit': ours.dhKey,
  'D-H Key of another exchange': other.dhKey,
  'Reveal Signature of this exchange': ours.revealSig,
  'Signature of this exchange': ours.signature,
} as const;

type Cell = readonly [Kind, keyof typeof messages, Expected | typeof IGNORED];

// prettier-ignore
const SPECIFICATION: readonly Cell[] = [
  // Receiving a D-H Commit Message
  ['none',               'D-H Commit, hash below ours',       { next: 'awaiting-revealsig', send: 'dh-key' }],
  ['none',               'D-H Commit, hash above ours',       { next: 'awaiting-revealsig', send: 'dh-key' }],
  // "If yours is the higher hash value: ignore the incoming message, but resend your D-H Commit"
  ['awaiting-dhkey',     'D-H Commit, hash below ours',       { next: 'awaiting-dhkey', send: 'dh-commit' }],
  // "Otherwise: ... pretend you're in AUTHSTATE_NONE" – and we keep our commit: 'yielded'
  ['awaiting-dhkey',     'D-H Commit, hash above ours',       { next: 'yielded', send: 'dh-key' }],
  ['awaiting-revealsig', 'D-H Commit, hash below ours',       { next: 'awaiting-revealsig', send: 'dh-key' }],
  ['awaiting-revealsig', 'D-H Commit, hash above ours',       { next: 'awaiting-revealsig', send: 'dh-key' }],
  // "Reply with a new D-H Key message" – and what we revealed may still be answered: 'both'
  ['awaiting-sig',       'D-H Commit, hash below ours',       { next: 'both', send: 'dh-key' }],
  ['awaiting-sig',       'D-H Commit, hash above ours',       { next: 'both', send: 'dh-key' }],
  ['yielded',            'D-H Commit, hash above ours',       { next: 'yielded', send: 'dh-key' }],
  ['both',               'D-H Commit, hash above ours',       { next: 'both', send: 'dh-key' }],

  // Receiving a D-H Key Message
  ['none',               'D-H Key that answers our commit',   IGNORED],
  ['awaiting-dhkey',     'D-H Key that answers our commit',   { next: 'awaiting-sig', send: 'reveal-sig' }],
  ['awaiting-dhkey',     'D-H Key of another exchange',       { next: 'awaiting-sig', send: 'reveal-sig' }],
  ['awaiting-revealsig', 'D-H Key that answers our commit',   IGNORED],
  ['awaiting-revealsig', 'D-H Key of another exchange',       IGNORED],
  // "the same the one you received earlier: retransmit your Reveal Signature. Otherwise: ignore"
  ['awaiting-sig',       'D-H Key that answers our commit',   { next: 'awaiting-sig', send: 'reveal-sig' }],
  ['awaiting-sig',       'D-H Key of another exchange',       IGNORED],
  ['yielded',            'D-H Key that answers our commit',   { next: 'both', send: 'reveal-sig' }],
  ['both',               'D-H Key that answers our commit',   { next: 'both', send: 'reveal-sig' }],
  ['both',               'D-H Key of another exchange',       IGNORED],

  // Receiving a Reveal Signature Message
  ['none',               'Reveal Signature of this exchange', IGNORED],
  ['awaiting-dhkey',     'Reveal Signature of this exchange', IGNORED],
  ['awaiting-revealsig', 'Reveal Signature of this exchange', { next: 'none', send: 'signature', secure: true }],
  ['awaiting-sig',       'Reveal Signature of this exchange', IGNORED],

  // Receiving a Signature Message
  ['none',               'Signature of this exchange',        IGNORED],
  ['awaiting-dhkey',     'Signature of this exchange',        IGNORED],
  ['awaiting-revealsig', 'Signature of this exchange',        IGNORED],
  ['awaiting-sig',       'Signature of this exchange',        { next: 'none', send: null, secure: true }],
  ['yielded',            'Signature of this exchange',        IGNORED],
  ['both',               'Signature of this exchange',        { next: 'none', send: null, secure: true }],
];

describe('the table of the specification', () => {
  it.each(SPECIFICATION)('%s, %s', (kind, name, expected) => {
    const { state, tools } = states[kind];
    const before = snapshot(state);
    const step = akeStep(state, messages[name], tools);
    if (expected === IGNORED) {
      expect(step).toEqual({ next: state, send: null, established: null, retire: [] });
      expect(step.next).toBe(state);
    } else {
      expect(step.next.kind).toBe(expected.next);
      expect(step.send?.type ?? null).toBe(expected.send);
      expect(step.established !== null).toBe(expected.secure === true);
    }
    // The step is pure.
    expect(snapshot(state)).toBe(before);
  });

  it('has every message in every state', () => {
    const kinds = Object.keys(states) as Kind[];
    const types = ['D-H Commit', 'D-H Key', 'Reveal Signature', 'Signature'];
    const cells = SPECIFICATION.map(
      ([kind, name]) => `${kind}/${name.split(/[, ](?=hash|that|of)/)[0]!}`,
    );
    const missing = kinds
      .flatMap((kind) => types.map((type) => `${kind}/${type}`))
      .filter((cell) => !cells.some((known) => known.startsWith(cell)));
    // These two complete another exchange than this one: below.
    expect(missing).toEqual(['yielded/Reveal Signature', 'both/Reveal Signature']);
  });
});

const text = (message: AkeMessage | null): string =>
  JSON.stringify(message, (_, value: unknown) =>
    value instanceof Uint8Array ? toHex(value) : value,
  );

describe('retransmissions', () => {
  it('resend the commit, word for word, when ours is the higher', () => {
    expect(text(akeStep(states['awaiting-dhkey'].state, lower, bob).send)).toBe(text(ours.commit));
  });

  it('resend the same D-H Key to a new commit, and use the new one from then on', () => {
    const first = ours.alice['awaiting-revealsig'];
    const step = akeStep(first, other.commit, alice);
    expect(text(step.send)).toBe(text(ours.dhKey));
    // Bob of the other exchange gets our D-H Key: his Reveal Signature opens his commit.
    const revealed = akeStep(other.bob['awaiting-dhkey'], step.send!, bob).send!;
    expect(akeStep(step.next, revealed, alice).established).not.toBeNull();
    // The old commit is forgotten.
    expect(() => akeStep(step.next, ours.revealSig, alice)).toThrow('bad-commitment');
  });

  it('resend the same Reveal Signature, byte for byte, to the same D-H Key', () => {
    const waiting = ours.bob['awaiting-sig'];
    const step = akeStep(waiting, ours.dhKey, bob);
    expect(text(step.send)).toBe(text(ours.revealSig));
    expect(step.next).toBe(waiting);
  });

  it('answer a commit in awaiting-sig with a new D-H Key', () => {
    const step = akeStep(ours.bob['awaiting-sig'], other.commit, bob);
    expect(text(step.send)).not.toBe(text(ours.dhKey));
  });

  it('resend the same D-H Key after yielding', () => {
    const first = akeStep(ours.bob['awaiting-dhkey'], higher, bob);
    expect(text(akeStep(first.next, higher, bob).send)).toBe(text(first.send));
  });
});

describe('crossing commits', () => {
  it('compare the hashes as unsigned big-endian numbers', () => {
    const zero = (first: number): DhCommit => ({
      ...lower,
      hashedGx: Uint8Array.from([first, ...new Uint8Array(31)]),
    });
    const state = states['awaiting-dhkey'].state;
    expect(akeStep(state, zero(0x00), bob).send?.type).toBe('dh-commit');
    expect(
      akeStep(state, { ...lower, hashedGx: new Uint8Array(32).fill(0xff) }, bob).send?.type,
    ).toBe('dh-key');
    const justAbove = Uint8Array.from(ours.commit.hashedGx);
    justAbove[31] = (justAbove[31]! + 1) & 0xff;
    const expected = justAbove[31] > ours.commit.hashedGx[31]! ? 'dh-key' : 'dh-commit';
    expect(akeStep(state, { ...lower, hashedGx: justAbove }, bob).send?.type).toBe(expected);
  });

  it('refuse our own commit when it comes back (A26)', () => {
    expect(() => akeStep(states['awaiting-dhkey'].state, ours.commit, bob)).toThrow('reflected');
  });

  it('refuse our own answer when it comes back (A26)', () => {
    const step = akeStep(ours.bob['awaiting-dhkey'], higher, bob);
    const own = step.send!;
    expect(own.type).toBe('dh-key');
    expect(() => akeStep(step.next, own, bob)).toThrow('reflected');
  });

  it.each(['yielded', 'both'] as const)(
    'in %s: the peer’s exchange completes, as Alice',
    (kind) => {
      // Mallory-free: the peer is Alice with a commit of the higher hash.
      const peer = peerWithHigherHash();
      const first = akeStep(ours.bob['awaiting-dhkey'], peer.commit, bob);
      const second = akeStep(first.next, ours.dhKey, bob);
      const state = kind === 'yielded' ? first.next : second.next;
      expect(state.kind).toBe(kind);
      const revealed = akeStep(peer.state, first.send!, alice).send!;
      const step = akeStep(state, revealed, bob);
      expect(step.next.kind).toBe('none');
      expect(step.send?.type).toBe('signature');
      expect(step.established?.weStarted).toBe(false);
      // What we began is over: its secrets go, r as soon as it has been revealed.
      const { commitment } = first.next as Extract<AuthState, { kind: 'yielded' }>;
      const { revelation } = second.next as Extract<AuthState, { kind: 'both' }>;
      expect(second.retire).toEqual([commitment.r]);
      const last = kind === 'yielded' ? commitment.r : revelation.secret;
      expect(step.retire).toContain(commitment.ours.secret);
      expect(step.retire).toContain(last);
    },
  );

  it.each(['awaiting-sig', 'both'] as const)('in %s: our own completes, as Bob', (kind) => {
    const step = akeStep(states[kind].state, ours.signature, bob);
    expect(step.established?.weStarted).toBe(true);
    expect(step.next.kind).toBe('none');
  });

  it('retire everything that does not go into the session, and nothing that does', () => {
    for (const kind of ['awaiting-sig', 'both'] as const) {
      const { retire, established } = akeStep(states[kind].state, ours.signature, bob);
      expect(retire).not.toContain(established?.secret);
      expect(retire).not.toContain(established?.ours.secret);
    }
    expect(akeStep(both, ours.signature, bob).retire).toHaveLength(1);
  });
});

function peerWithHigherHash(): { commit: DhCommit; state: AuthState } {
  const source = new SeededRandom('peer');
  for (;;) {
    const commitment = commit({ random: source });
    if (integer(commitment.message.hashedGx) > integer(ours.commit.hashedGx))
      return { commit: commitment.message, state: { kind: 'awaiting-dhkey', commitment } };
  }
}

describe('a whole exchange', () => {
  it('begins with no r that has a zero digit first with a zero digit: one engine loses it', () => {
    const starting = (byte: number): Uint8Array => new Uint8Array(16).fill(0x55).fill(byte, 0, 1);
    const source = new ScriptedRandom([starting(0x00), starting(0x0f), starting(0x10)]);
    expect(toHex(commit({ random: source }).r.reveal())).toBe(toHex(starting(0x10)));
  });

  it('gives both sides the same session, and each the half that is theirs', () => {
    const { bob: b, alice: a, revealSig, signature }: Exchange = ours;
    const asAlice = akeStep(a['awaiting-revealsig'], revealSig, alice).established!;
    const asBob = akeStep(b['awaiting-sig'], signature, bob).established!;
    expect(toHex(asAlice.ssid)).toBe(toHex(asBob.ssid));
    expect(asAlice.ssid).toHaveLength(8);
    expect([asBob.weStarted, asAlice.weStarted]).toEqual([true, false]);
    expect(toHex(asAlice.secret.reveal())).toBe(toHex(asBob.secret.reveal()));
    expect(asAlice.publicKey.y).toBe(bob.identity.y);
    expect(asBob.publicKey.y).toBe(alice.identity.y);
    expect([asAlice.theirKeyId, asBob.theirKeyId]).toEqual([1, 1]);
    expect(toHex(asAlice.theirs)).toBe(toHex(asBob.ours.public));
    expect(toHex(asBob.theirs)).toBe(toHex(asAlice.ours.public));
  });
});
