// SPDX-License-Identifier: GPL-2.0-or-later
import { type DhKeyPair, generateDh } from '../../crypto/group.js';
import type { RandomSource } from '../../crypto/random.js';
import type { SecretBytes } from '../../crypto/secret.js';
import { OtrFault } from '../../wire/fault.js';
import type { Mpi } from '../../wire/mpi.js';
import type { Established } from '../ake/state.js';
import { deriveSessionKeys, secretsOfKeys, type SessionKeys } from './session-keys.js';

/**
 * Old MAC keys that wait to be revealed. An honest peer changes its key after an answer of ours, which
 * reveals them: a handful. One that changes keys unasked must not make our next message endless.
 */
const MAX_OLD_MAC_KEYS = 64;

/** One of our Diffie-Hellman keys against one of theirs, once it has been used. */
export interface Pair {
  readonly ourId: number;
  readonly theirId: number;
  readonly keys: SessionKeys;
  /** The last counter that we sent; 0: none. */
  readonly sent: number;
  /** The last counter that we took, 8 bytes; null: none, so the receiving MAC key is unused. */
  readonly received: Uint8Array | null;
}

/**
 * "Each side keeps its two most recent keys, and the two most recent keys of the other."
 * Pairs are calculated when they are first used; our newest key, when it is first announced.
 */
export interface KeyRing {
  /** The id of our newest key, which the peer may not have seen yet. */
  readonly ourId: number;
  readonly ourNewest: DhKeyPair | null;
  readonly ourPrevious: DhKeyPair;
  /** The id of their newest key; theirs before it is null at first. */
  readonly theirId: number;
  readonly theirNewest: Mpi;
  readonly theirPrevious: Mpi | null;
  readonly pairs: readonly Pair[];
  /** s of the key exchange, which is also that of the first pair. */
  readonly first: SecretBytes | null;
  /** Receiving MAC keys that verified something and were dropped: to be revealed, 20 bytes each. */
  readonly oldMacKeys: readonly Uint8Array[];
}

/** A ring and the secrets that it no longer needs. */
export interface RingStep {
  readonly next: KeyRing;
  readonly retire: readonly SecretBytes[];
}

/** The ring that a session starts with: our key has id 1, and the next one is made on first need. */
export function startRing({ ours, theirs, theirKeyId, secret }: Established): KeyRing {
  return {
    ourId: 2,
    ourNewest: null,
    ourPrevious: ours,
    theirId: theirKeyId,
    // A view would keep the whole message that it came in.
    theirNewest: Uint8Array.from(theirs),
    theirPrevious: null,
    pairs: [],
    first: secret,
    oldMacKeys: [],
  };
}

/** Makes our newest key if it has never been announced. */
export function withNewestKey(ring: KeyRing, random: RandomSource): KeyRing {
  return ring.ourNewest === null ? { ...ring, ourNewest: generateDh(random) } : ring;
}

/** The pair of these ids, calculated if need be; a fault when one of the keys is not kept. */
export function pairOf(ring: KeyRing, ourId: number, theirId: number): Pair {
  const known = ring.pairs.find((pair) => pair.ourId === ourId && pair.theirId === theirId);
  if (known !== undefined) return known;
  const ours = ourKey(ring, ourId);
  const theirs = theirKey(ring, theirId);
  if (ours === null || theirs === null) throw new OtrFault('unknown-key', 'keyid');
  const isFirst = ours === ring.ourPrevious && theirs === ring.theirNewest;
  const keys = deriveSessionKeys(ours, theirs, isFirst ? ring.first : null);
  return { ourId, theirId, keys, sent: 0, received: null };
}

function ourKey(ring: KeyRing, id: number): DhKeyPair | null {
  if (id === ring.ourId) return ring.ourNewest;
  return id === ring.ourId - 1 ? ring.ourPrevious : null;
}

function theirKey(ring: KeyRing, id: number): Mpi | null {
  if (id === 0) return null;
  if (id === ring.theirId) return ring.theirNewest;
  return id === ring.theirId - 1 ? ring.theirPrevious : null;
}

/**
 * The ring after a message in which `pair` was used, with it in the place of its former self. Every
 * field is named: one that replaces a field of a spread costs Node 18 a microsecond (measured).
 */
export function withPair(ring: KeyRing, pair: Pair, oldMacKeys = ring.oldMacKeys): KeyRing {
  const { ourId, theirId } = pair;
  const others = ring.pairs.filter((p) => p.ourId !== ourId || p.theirId !== theirId);
  return {
    ourId: ring.ourId,
    ourNewest: ring.ourNewest,
    ourPrevious: ring.ourPrevious,
    theirId: ring.theirId,
    theirNewest: ring.theirNewest,
    theirPrevious: ring.theirPrevious,
    pairs: [pair, ...others],
    first: ring.first,
    oldMacKeys,
  };
}

/** "If the recipient keyid is our_keyid: forget our previous key, and make a new one." */
export function rotateOurs(ring: KeyRing): RingStep {
  if (ring.ourNewest === null) throw new Error('the peer cannot know this key');
  const dropped = (pair: Pair): boolean => pair.ourId === ring.ourId - 1;
  const { next, retire } = dropPairs(ring, dropped);
  return {
    next: {
      ...next,
      ourId: ring.ourId + 1,
      ourPrevious: ring.ourNewest,
      ourNewest: null,
      first: null,
    },
    retire: [...retire, ring.ourPrevious.secret, ...(ring.first === null ? [] : [ring.first])],
  };
}

/** "If the sender keyid is their_keyid: forget their previous key, and take next_dh as the new." */
export function rotateTheirs(ring: KeyRing, nextDh: Mpi): RingStep {
  const dropped = (pair: Pair): boolean => pair.theirId === ring.theirId - 1;
  const { next, retire } = dropPairs(ring, dropped);
  return {
    next: {
      ...next,
      theirId: ring.theirId + 1,
      theirNewest: Uint8Array.from(nextDh),
      theirPrevious: ring.theirNewest,
      // s belongs to their first key, which is no longer the newest.
      first: null,
    },
    retire: [...retire, ...(ring.first === null ? [] : [ring.first])],
  };
}

/**
 * Drops pairs. "Any time you are about to forget a receiving MAC key that you have used to verify a
 * message, remember it for revealing": only then, and only once.
 */
function dropPairs(ring: KeyRing, isDropped: (pair: Pair) => boolean): RingStep {
  const gone = ring.pairs.filter(isDropped);
  const pairs = ring.pairs.filter((pair) => !isDropped(pair));
  const used = gone.filter((pair) => pair.received !== null);
  const revealed = used.map((pair) => Uint8Array.from(pair.keys.receiving.mac.reveal()));
  return {
    next: withOldMacKeys({ ...ring, pairs }, revealed),
    retire: gone.flatMap((pair) => secretsOfKeys(pair.keys)),
  };
}

/** The end of a session: what its last message still reveals. */
export function revealAll(ring: KeyRing): readonly Uint8Array[] {
  return dropPairs(ring, () => true).next.oldMacKeys;
}

/** The ring, with more MAC keys that its next message reveals. */
export function withOldMacKeys(ring: KeyRing, more: readonly Uint8Array[]): KeyRing {
  return { ...ring, oldMacKeys: [...ring.oldMacKeys, ...more].slice(-MAX_OLD_MAC_KEYS) };
}

/** Every secret that the ring owns. */
export function secretsOfRing(ring: KeyRing): readonly SecretBytes[] {
  return [
    ring.ourPrevious.secret,
    ...(ring.ourNewest === null ? [] : [ring.ourNewest.secret]),
    ...(ring.first === null ? [] : [ring.first]),
    ...ring.pairs.flatMap((pair) => secretsOfKeys(pair.keys)),
  ];
}
