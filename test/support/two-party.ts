// SPDX-License-Identifier: GPL-2.0-or-later
// Two people with our engine, a clock and a network that the test rules.
import type { DsaPrivateKey } from '../../src/crypto/dsa.js';
import { fingerprintOf } from '../../src/crypto/fingerprint.js';
import type { CorrespondentOptions } from '../../src/session/api.js';
import { Correspondent } from '../../src/session/correspondent.js';
import type { SessionEvent } from '../../src/session/events.js';
import { POLICIES, type Policy } from '../../src/session/policy.js';
import { SeededRandom } from './seeded-random.js';
import { IDENTITIES } from './vectors.js';

export class Clock {
  now = 1_000_000;

  pass(milliseconds: number): void {
    this.now += milliseconds;
  }
}

type Event<K extends SessionEvent['kind']> = Extract<SessionEvent, { kind: K }>;

export interface PersonOptions {
  readonly name: string;
  readonly identity: DsaPrivateKey | null;
  readonly tag: number;
  readonly seed?: number | string;
  readonly policy?: Policy;
  readonly clock?: Clock;
  readonly maxMessageSize?: number;
  readonly payload?: (text: string, fingerprint: string) => string;
  readonly inParts?: boolean;
}

/** One side of a conversation: its correspondent, everything that happened, and what it sent. */
export class Person {
  readonly name: string;
  readonly correspondent: Correspondent;
  readonly clock: Clock;
  readonly events: SessionEvent[] = [];
  /** Packets that nobody has carried yet. */
  readonly outbox: string[] = [];
  /** Every packet ever sent. */
  readonly wire: string[] = [];
  policy: Policy;
  maxMessageSize: number;
  trusted = new Set<string>();
  accepts: ((fingerprint: string) => boolean) | null = null;
  /** Sees all random bytes, which stay what the engine makes of them. */
  drew: ((bytes: Uint8Array) => void) | null = null;

  constructor(options: PersonOptions) {
    this.name = options.name;
    this.policy = options.policy ?? POLICIES.opportunistic;
    this.clock = options.clock ?? new Clock();
    this.maxMessageSize = options.maxMessageSize ?? 0;
    const seeded = new SeededRandom(`${options.name} ${options.seed ?? ''}`);
    const random = {
      bytes: (length: number): Uint8Array => {
        const bytes = seeded.bytes(length);
        this.drew?.(bytes);
        return bytes;
      },
    };
    const given: CorrespondentOptions = {
      tools: { random, now: () => this.clock.now },
      identity: options.identity,
      instanceTag: options.tag,
      policy: () => this.policy,
      maxMessageSize: () => this.maxMessageSize,
      queryExplanation: () => '',
      isTrusted: (fingerprint) => this.trusted.has(fingerprint),
      accepts: (fingerprint) => this.accepts?.(fingerprint) ?? true,
      errorText: (code) => code,
      inParts: options.inParts ?? false,
      ...(options.payload === undefined ? {} : { payload: options.payload }),
    };
    this.correspondent = new Correspondent(given);
  }

  /** Notes events; gives those that are new. */
  note(events: readonly SessionEvent[]): readonly SessionEvent[] {
    this.events.push(...events);
    for (const event of events) {
      if (event.kind !== 'transmit') continue;
      this.outbox.push(event.text);
      this.wire.push(event.text);
    }
    return events;
  }

  send(text: string): readonly SessionEvent[] {
    return this.note(this.correspondent.send(text));
  }

  receive(text: string): readonly SessionEvent[] {
    return this.note(this.correspondent.receive(text));
  }

  start(): readonly SessionEvent[] {
    return this.note(this.correspondent.start());
  }

  end(): readonly SessionEvent[] {
    return this.note(this.correspondent.end());
  }

  /** Lets time pass, and does what is due by then. */
  wait(milliseconds: number): readonly SessionEvent[] {
    this.clock.pass(milliseconds);
    return this.note(this.correspondent.tick());
  }

  get state(): string {
    return this.correspondent.current().state;
  }

  all<K extends SessionEvent['kind']>(kind: K): Event<K>[] {
    return this.events.filter((event): event is Event<K> => event.kind === kind);
  }

  /** What was shown: "+ text" from a data message, "! text" with a warning, "  text" else. */
  get shown(): string[] {
    return this.all('display').map(
      ({ text, encrypted, warn }) => `${encrypted ? '+' : warn ? '!' : ' '} ${text}`,
    );
  }

  get notices(): string[] {
    return this.all('notice').map(({ code }) => code);
  }
}

export const FINGERPRINTS = {
  alice: fingerprintOf(IDENTITIES.alice),
  bob: fingerprintOf(IDENTITIES.bob),
};

export const ALICE_TAG = 0x1001;
export const BOB_TAG = 0x2002;

export interface PairOptions {
  readonly seed?: number | string;
  readonly versions?: readonly (2 | 3)[];
  readonly policy?: Policy;
  readonly maxMessageSize?: number;
  readonly inParts?: boolean;
}

/** Alice and Bob on one clock, who have not spoken yet. */
export function pair(options: PairOptions = {}): { alice: Person; bob: Person; clock: Clock } {
  const clock = new Clock();
  const { seed = '', versions = [2, 3], maxMessageSize = 0, inParts = false } = options;
  const policy = {
    ...(options.policy ?? POLICIES.opportunistic),
    allowV2: versions.includes(2),
    allowV3: versions.includes(3),
  };
  const made = (name: 'alice' | 'bob', tag: number): Person =>
    new Person({
      name,
      identity: IDENTITIES[name],
      tag,
      seed,
      policy,
      clock,
      maxMessageSize,
      inParts,
    });
  return { alice: made('alice', ALICE_TAG), bob: made('bob', BOB_TAG), clock };
}

/** Carries packets until both are silent. */
export function pump(a: Person, b: Person, limit = 1000): void {
  for (let left = limit; a.outbox.length + b.outbox.length > 0; left -= 1) {
    if (left === 0) throw new Error('they do not fall silent');
    const [from, to] = a.outbox.length > 0 ? [a, b] : [b, a];
    to.receive(from.outbox.shift()!);
  }
}

/** Alice and Bob in a session. */
export function privatePair(options: PairOptions = {}): ReturnType<typeof pair> {
  const both = pair(options);
  both.alice.start();
  pump(both.alice, both.bob);
  if (both.alice.state !== 'encrypted' || both.bob.state !== 'encrypted')
    throw new Error('no session');
  return both;
}

/** Whether a text that was typed can be read in any packet. */
export function leaks(packets: readonly string[], text: string): boolean {
  return packets.some((packet) => packet.includes(text));
}
