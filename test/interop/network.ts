// SPDX-License-Identifier: GPL-2.0-or-later
// The network between two peers, good or bad.
import type { Peer, PeerEvent } from './peer.js';

/** What a peer said about a message that was carried to it. */
export interface Seen {
  readonly peer: Peer;
  readonly event: PeerEvent;
}

/** May change a peer's outbox before its first message is delivered. */
export type Meddling = (outbox: Buffer[]) => void;

/** Carries messages between `a` and `b` until both are silent. */
export async function pump(a: Peer, b: Peer, meddle?: Meddling): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let left = 2000; a.outbox.length + b.outbox.length > 0; left--) {
    if (left === 0) throw new Error(`${a.name} and ${b.name} do not fall silent`);
    await carry(a, b, seen, meddle);
    await carry(b, a, seen, meddle);
  }
  return seen;
}

/** As `pump`, but chance says whose message is delivered next; each way keeps its order. */
export async function shuffle(a: Peer, b: Peer, random: () => number): Promise<Seen[]> {
  const seen: Seen[] = [];
  while (a.outbox.length + b.outbox.length > 0) {
    const fromA = b.outbox.length === 0 || (a.outbox.length > 0 && random() < 0.5);
    if (fromA) await carry(a, b, seen);
    else await carry(b, a, seen);
  }
  return seen;
}

async function carry(from: Peer, to: Peer, seen: Seen[], meddle?: Meddling): Promise<void> {
  if (meddle && from.outbox.length > 0) meddle(from.outbox);
  const wire = from.outbox.shift();
  if (wire) seen.push(...(await to.recv(wire)).map((event) => ({ peer: to, event })));
}

/** The texts that were shown to the user of `peer`. */
export function shown(seen: readonly Seen[], peer: Peer): { private: boolean; text: string }[] {
  return seen
    .filter((entry) => entry.peer === peer && entry.event.ev === 'display')
    .map(({ event }) => ({
      private: event['private'] === true,
      text: Buffer.from(String(event['b64']), 'base64').toString('utf8'),
    }));
}

/** Numbers in [0, 1) that depend on the seed only (Marsaglia's xorshift, 32 bits). */
export function seeded(seed: number): () => number {
  let state = (seed * 2654435761 + 1) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Chances {
  readonly drop?: number;
  readonly duplicate?: number;
  readonly reorder?: number;
  readonly tamper?: number;
}

/** A bad network: each number is the chance that it does such a thing to the next message. */
export function meddler(seed: number, chances: Chances): Meddling {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const actions: Record<keyof Chances, Meddling> = {
    drop: (queue) => queue.shift(),
    duplicate: (queue) => queue.splice(below(queue.length + 1), 0, queue[0]!),
    reorder: (queue) => queue.push(queue.shift()!),
    tamper: (queue) => {
      const wire = Buffer.from(queue[0]!);
      if (wire.length > 0) wire[below(wire.length)]! ^= 1 << below(7);
      queue[0] = wire;
    },
  };
  return (queue) => {
    for (const [action, chance] of Object.entries(chances) as [keyof Chances, number][]) {
      if (random() < chance && queue.length > 0) actions[action](queue);
    }
  };
}

/** A network that delivers every message twice. */
export function twice(): Meddling {
  const copied = new WeakSet<Buffer>();
  return (queue) => {
    const [next] = queue;
    if (next === undefined || copied.has(next)) return;
    copied.add(next);
    queue.unshift(next);
  };
}
