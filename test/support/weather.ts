// SPDX-License-Identifier: GPL-2.0-or-later
// A network that does to packets what the seed says, and people who talk, start and wait as it says. The
// same seed gives the same day, on which somebody else's engine can be one of the two.
import type { AkeMessage } from '../../src/wire/ake-messages.js';
import { forged, STRANGER, WELL_FORMED } from './attack.js';
import type { SeededRandom } from './seeded-random.js';

/** The seeds of a test: `count` of them; OTR_SEEDS=1000: so many; OTR_SEED=17: that one. */
export function seeds(count: number): readonly number[] {
  const { OTR_SEED, OTR_SEEDS = String(count) } = process.env;
  if (OTR_SEED !== undefined) return [Number(OTR_SEED)];
  return Array.from({ length: Number(OTR_SEEDS) }, (_, i) => i + 1);
}

/** What a person wrote on such a day. */
export interface Typed {
  readonly text: string;
  /** Whether nothing of the person's could leave in clear, as far as they could know. */
  readonly wasProtected: boolean;
}

/** How often each thing happens to a packet, 0 … 1; `inject` is for each packet one of somebody else's. */
export interface Weather {
  readonly lose: number;
  readonly repeat: number;
  readonly reorder: number;
  readonly corrupt: number;
  readonly inject: number;
}

export const FAIR: Weather = { lose: 0, repeat: 0, reorder: 0, corrupt: 0, inject: 0 };
export const STORM: Weather = { lose: 0.15, repeat: 0.15, reorder: 0.2, corrupt: 0.1, inject: 0.2 };
/** Packets come twice, as after a lost acknowledgement. */
export const ECHO: Weather = { ...FAIR, repeat: 0.3 };
/** Nothing is lost, and nothing overtakes anything; but packets come twice, and others between them. */
export const NOISE: Weather = { ...FAIR, repeat: 0.25, inject: 0.4 };

const AKE_TYPES = Object.keys(WELL_FORMED) as AkeMessage['type'][];

export interface InjectionSource {
  /** Everything that was on the wire so far, from either side. */
  readonly heard: readonly string[];
  /** Instance tags of the two; somebody who listens knows them. */
  readonly tags: readonly [number, number];
}

/** Something that anybody could send who has no keys. */
function injection(random: SeededRandom, { heard, tags }: InjectionSource): string {
  const pick = <T>(list: readonly T[]): T => list[random.integer(list.length)]!;
  const version = pick([2, 3] as const);
  const tag = (): number => pick([...tags, STRANGER, 0]);
  return pick<() => string>([
    () => pick(['?OTRv23?', '?OTRv2?', '?OTRv3?', '?OTR?', '?OTRv?']),
    () => '?OTR Error: something is wrong',
    () => 'hello, in clear',
    () => 'hello \t  \t\t\t\t \t \t \t    \t\t  \t   \t\t  \t\t',
    () => forged(version, [tag(), tag()], WELL_FORMED[pick(AKE_TYPES)]),
    () => (heard.length === 0 ? '?OTR:AAMD.' : pick(heard)),
    () => (heard.length === 0 ? '?OTR:AAID.' : corrupted(random, pick(heard))),
    () => '?OTR:AAMD',
    () => '?OTR|00000100|00000000,1,2,?OTR:AAMC,',
  ])();
}

/** One character changed, or the end cut off. */
function corrupted(random: SeededRandom, packet: string): string {
  const at = random.integer(packet.length + 1);
  if (random.chance(0.2)) return packet.slice(0, at);
  const alphabet = 'ABCDwxyz0189+/=?,.|: ';
  return packet.slice(0, at) + alphabet[random.integer(alphabet.length)]! + packet.slice(at + 1);
}

/** What arrives at one side when this packet leaves the other: none, one or more. */
export function delivered(
  random: SeededRandom,
  weather: Weather,
  packet: string,
  source: InjectionSource,
): readonly string[] {
  const arriving: string[] = [];
  if (random.chance(weather.inject)) arriving.push(injection(random, source));
  if (random.chance(weather.lose)) return arriving;
  arriving.push(random.chance(weather.corrupt) ? corrupted(random, packet) : packet);
  if (random.chance(weather.repeat)) arriving.push(packet);
  return arriving;
}
