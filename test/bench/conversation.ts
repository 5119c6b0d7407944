// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey } from '../../src/crypto/dsa.js';
import { systemRandom } from '../../src/crypto/random.js';
import type { CorrespondentApi } from '../../src/session/api.js';
import { Correspondent } from '../../src/session/correspondent.js';
import type { SessionEvent } from '../../src/session/events.js';
import { POLICIES } from '../../src/session/policy.js';
import { cpuSeconds } from './cost.js';

const VERSION_3 = { ...POLICIES.manual, allowV2: false };
const TAGS = { alice: 0x1001, bob: 0x2002 };

type Name = keyof typeof TAGS;
export type Identities = Readonly<Record<Name, DsaPrivateKey>>;
type Events = readonly SessionEvent[];

/** A correspondent as the plugin makes it; `always`: nothing leaves in clear, not even at first. */
export function correspondent(
  name: Name,
  identities: Identities,
  { maxMessageSize = 0, always = false } = {},
): CorrespondentApi {
  const policy = always ? POLICIES.always : VERSION_3;
  return new Correspondent({
    tools: { random: systemRandom, now: () => performance.now() },
    identity: identities[name],
    instanceTag: TAGS[name],
    policy: () => policy,
    maxMessageSize: () => maxMessageSize,
    queryExplanation: () => '',
    isTrusted: () => false,
    errorText: (code) => code,
    inParts: true,
  });
}

interface Packet {
  readonly to: Name;
  readonly text: string;
}

/** Two people in this process: what one sends, the other receives at once. */
export class Conversation {
  readonly #sides: Readonly<Record<Name, CorrespondentApi>>;
  readonly #packets: Packet[] = [];
  #texts = 0;
  #isWatched = false;
  /** Comparisons of secrets that succeeded, counted on both sides. */
  succeeded = 0;
  /** The longest call after `watch`, in seconds of CPU time. */
  longest = 0;

  constructor(sides: Readonly<Record<Name, CorrespondentApi>>) {
    this.#sides = sides;
  }

  /** From now on calls are timed one by one, which costs as much as a short message. */
  watch(): void {
    this.#isWatched = true;
  }

  exchangeKeys(): void {
    this.#carry('alice', ({ alice }) => alice.start());
    if (this.#sides.bob.current().state !== 'encrypted') throw new Error('no session');
  }

  say(from: Name, text: string): void {
    const before = this.#texts;
    this.#carry(from, (sides) => sides[from].send(text));
    if (this.#texts !== before + 1) throw new Error('text lost');
  }

  /** The first messages of a session rotate keys; after these it stays as it is. */
  settle(): void {
    this.exchangeKeys();
    for (let i = 0; i < 3; i += 1) {
      this.say('alice', 'warm');
      this.say('bob', 'up');
    }
  }

  /** Alice asks a question, and Bob answers it. */
  compareSecrets(secret: string): void {
    this.#carry('alice', ({ alice }) => alice.smpStart(alice.current(), secret, 'a question'));
    this.#goOn();
    this.#carry('bob', ({ bob }) => bob.smpAnswer(bob.smpRuns()[0]?.id ?? 0, secret));
    this.#goOn();
  }

  /** The turns that a step of a comparison takes, and what follows from it. */
  #goOn(): void {
    for (;;) {
      const name = (['alice', 'bob'] as const).find((side) => this.#isWorking(side));
      if (name === undefined) return;
      this.#carry(name, (sides) => sides[name].tick());
    }
  }

  #isWorking(name: Name): boolean {
    return (this.#sides[name].nextDeadline() ?? Infinity) <= performance.now();
  }

  /** What a person does, and everything that follows until both are silent. */
  #carry(from: Name, act: (sides: Readonly<Record<Name, CorrespondentApi>>) => Events): void {
    this.#call(from, () => act(this.#sides));
    for (let next = this.#packets.shift(); next !== undefined; next = this.#packets.shift()) {
      const { to, text } = next;
      this.#call(to, () => this.#sides[to].receive(text));
    }
  }

  #call(name: Name, call: () => Events): void {
    const start = this.#isWatched ? cpuSeconds() : 0;
    const events = call();
    if (this.#isWatched) this.longest = Math.max(this.longest, cpuSeconds() - start);
    const to = name === 'alice' ? 'bob' : 'alice';
    for (const event of events) {
      if (event.kind === 'transmit') this.#packets.push({ to, text: event.text });
      else if (event.kind === 'display') this.#texts += 1;
      else if (event.kind === 'smp' && event.outcome === 'success') this.succeeded += 1;
    }
  }
}
