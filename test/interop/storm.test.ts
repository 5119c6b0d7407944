// SPDX-License-Identifier: GPL-2.0-or-later
// Our engine and libotr over a network that loses, repeats, reorders, corrupts and injects: the same keys or
// none, no forgery shown, nothing in clear that should not be, and all is well when the network is.
// OTR_SEED=17 runs one seed, OTR_SEEDS=50 so many. libotr draws numbers of its own: no run is like another.
import { SeededRandom } from '../support/seeded-random.js';
import { delivered, NOISE, seeds, STORM, type Typed, type Weather } from '../support/weather.js';
import { tagOf } from './forgery.js';
import { shown } from './network.js';
import { lastState, type Pair, policy, withPair } from './pair.js';
import type { Peer } from './peer.js';

jest.setTimeout(120_000);

const SEEDS = seeds(4);

/** Whether the peer said so last. */
function isPrivate(peer: Peer): boolean {
  const state = lastState(peer)?.['state'];
  return state === 'gone_secure' || state === 'still_secure';
}

/** A day in the life of two correspondents, one of whom has libotr. */
class Day {
  readonly #pair: Pair;
  readonly #random: SeededRandom;
  readonly #weather: Weather;
  readonly #requires: boolean;
  readonly #heard: string[] = [];
  readonly #typed = new Map<Peer, Typed[]>();

  constructor(pair: Pair, random: SeededRandom, weather: Weather, requires: boolean) {
    this.#pair = pair;
    this.#random = random;
    this.#weather = weather;
    this.#requires = requires;
    this.#typed.set(pair.alice, []).set(pair.bob, []);
  }

  /** They begin in private. */
  async morning(): Promise<void> {
    await this.#pair.alice.cmd('start');
    await this.#pair.pump();
  }

  /** One thing happens, and some of what is on its way arrives. */
  async hour(): Promise<void> {
    const random = this.#random;
    const person = random.chance(0.5) ? this.#pair.alice : this.#pair.bob;
    const what = random.integer(12);
    if (what < 7) await this.#type(person);
    else if (what === 7) await person.cmd('start');
    else if (what === 8) await person.cmd('end');
    else if (what === 9) await this.#pass([1, 4, 16, 61][random.integer(4)]!);
    for (let left = random.integer(5); left > 0; left -= 1) await this.#carry();
  }

  /** Everything that is on its way arrives, or not. */
  async evening(): Promise<void> {
    const { alice, bob } = this.#pair;
    for (let left = 400; alice.outbox.length + bob.outbox.length > 0; left -= 1) {
      if (left === 0) throw new Error('they do not fall silent');
      await this.#carry();
    }
  }

  /** The network is good again, and after a while somebody asks anew. */
  async heal(): Promise<void> {
    const { alice, bob } = this.#pair;
    alice.outbox.length = 0;
    bob.outbox.length = 0;
    await this.#pass(61);
    await this.#ask(this.#random.chance(0.5) ? alice : bob);
    // libotr may still wait for the answer to a commit that was lost, and ignore ours: then we ask.
    if (!isPrivate(alice) || !isPrivate(bob)) await this.#ask(alice);
    await this.#pair.expectPrivate();
  }

  /** What libotr has of a lost exchange can spoil the next one; ours then begins another by itself. */
  async #ask(side: Peer): Promise<void> {
    await side.cmd('start');
    await this.#pair.pump();
    await this.#pair.alice.age(4);
    await this.#pair.pump();
  }

  /** Everything that either side was ever shown, and everything that ours ever sent. */
  check(): void {
    const { alice, bob } = this.#pair;
    for (const [side, other] of [
      [alice, bob],
      [bob, alice],
    ] as const) {
      const secure = side.events('state').filter(({ state }) => /secure$/.test(String(state)));
      for (const { state, fp } of secure)
        if (state !== 'gone_insecure') expect(fp).toBe(other.fingerprint);
      const typed = new Set(this.#typed.get(other)!.map(({ text }) => text));
      const seen = shown(
        side.log.map((event) => ({ peer: side, event })),
        side,
      ).flatMap(({ private: isPrivate, text }) => (isPrivate ? [text] : []));
      for (const text of seen) expect(typed).toContain(text.replace('[resent] ', ''));
      expect(new Set(seen).size).toBe(seen.length);
    }
    const wire = alice.events('inject').map(({ b64 }) => Buffer.from(String(b64), 'base64'));
    for (const { text, wasProtected } of this.#typed.get(alice)!)
      if (wasProtected) expect(wire.filter((packet) => packet.includes(text))).toEqual([]);
  }

  async #type(person: Peer): Promise<void> {
    const typed = this.#typed.get(person)!;
    const text = `${person.name} says ${String(typed.length)}.`;
    const state = lastState(person)?.['state'];
    const isPlain = state === undefined || state === 'gone_insecure';
    typed.push({ text, wasProtected: this.#requires || !isPlain });
    await person.send(text);
  }

  async #pass(seconds: number): Promise<void> {
    await this.#pair.alice.age(seconds);
    await this.#pair.bob.age(seconds);
  }

  async #carry(): Promise<void> {
    const { alice, bob } = this.#pair;
    const random = this.#random;
    const [from, to] = random.chance(0.5) ? [alice, bob] : [bob, alice];
    const at = random.chance(this.#weather.reorder) ? random.integer(from.outbox.length + 1) : 0;
    const [packet] = from.outbox.splice(at, 1);
    if (packet === undefined) return;
    this.#heard.push(packet.toString());
    const source = { heard: this.#heard, tags: [tagOf(alice), tagOf(bob)] } as const;
    for (const each of delivered(random, this.#weather, packet.toString(), source))
      await to.recv(each);
  }
}

describe.each([2, 3] as const)('with libotr, version %i', (version) => {
  describe.each([
    ['that does everything', STORM],
    ['on which somebody meddles', NOISE],
  ])('a network %s', (name, weather) => {
    test.each(SEEDS)('seed %i', async (seed) => {
      const random = new SeededRandom(`${name} ${String(version)} ${String(seed)}`);
      const requires = random.chance(0.3);
      const words = requires ? 'require,tagstart,errstart' : 'tag,tagstart,errstart';
      const side = {
        policy: policy(version, words),
        fragsize: random.chance(0.3) ? 300 : 0,
      };
      await withPair(
        { kind: 'libotr', version },
        async (pair) => {
          const day = new Day(pair, random, weather, requires);
          if (random.chance(0.5)) await day.morning();
          for (let hour = 0; hour < 40; hour += 1) await day.hour();
          await day.evening();
          day.check();
          await day.heal();
        },
        { alice: side, bob: side },
      );
    });
  });
});
