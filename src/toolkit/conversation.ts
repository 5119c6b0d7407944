// SPDX-License-Identifier: GPL-2.0-or-later
// Both sides of a conversation, played by one: the engine's own key rings, one for each person.
import { sharedSecret } from '../crypto/group.js';
import type { RandomSource } from '../crypto/random.js';
import { type KeyRing, type Pair, revealAll, withPair } from '../protocol/data/key-ring.js';
import { open } from '../protocol/data/open.js';
import { seal } from '../protocol/data/seal.js';
import { deriveSessionKeys } from '../protocol/data/session-keys.js';
import type { SecretBytes } from '../crypto/secret.js';
import { armor } from '../wire/armor.js';
import { toHex, utf8 } from '../wire/bytes.js';
import { IGNORE_UNREADABLE } from '../wire/data-message.js';
import type { ProtocolVersion } from '../wire/header.js';
import { type Payload, TLV } from '../wire/tlv.js';
import { dataMessage } from './messages.js';
import type { Line } from './script.js';
import { dhNotes, type Entry, type Opening, type Person } from './transcript.js';

const DISCONNECTED: Payload = {
  text: new Uint8Array(0),
  tlvs: [{ type: TLV.disconnected, value: new Uint8Array(0) }],
};

/** The messages in which these people say `lines`; the last one to speak ends the conversation. */
export function converse(
  opening: Opening,
  lines: readonly Line[],
  random: RandomSource,
): readonly Entry[] {
  const stage = new Stage(opening, random);
  const entries = lines.map(({ name, text }) => stage.say(name, { text: utf8(text), tlvs: [] }, 0));
  const last = lines.at(-1)?.name ?? opening.people[0].name;
  return [...entries, stage.end(last)];
}

class Stage {
  readonly #version: ProtocolVersion;
  readonly #people: readonly [Person, Person];
  readonly #random: RandomSource;
  readonly #rings: Map<string, KeyRing>;

  constructor({ version, people, secret }: Opening, random: RandomSource) {
    this.#version = version;
    this.#people = people;
    this.#random = random;
    const [a, b] = people;
    this.#rings = new Map([
      [a.name, startingRing(a, b, secret)],
      [b.name, startingRing(b, a, secret)],
    ]);
  }

  say(name: string, payload: Payload, flags: number): Entry {
    const [sender, receiver] = this.#inOrder(name);
    const [ours, theirs] = mirrored(this.#ring(sender), this.#ring(receiver));
    const tags = [sender.tag, receiver.tag] as const;
    const version = this.#version;
    const { next, message } = seal(ours, { version, tags, flags, payload }, this.#random);
    const wire = armor(message);
    this.#rings.set(sender.name, next);
    // To read it as the receiver would keeps both rings in step, and shows that it can be read.
    this.#rings.set(receiver.name, open(theirs, dataMessage(wire).message).next);
    return { name, wire, notes: notesOf(next) };
  }

  /** "Send a data message with a TLV type 1", with every MAC key that has not been revealed yet. */
  end(name: string): Entry {
    const ring = this.#ring(this.#inOrder(name)[0]);
    this.#rings.set(name, { ...ring, oldMacKeys: revealAll(ring) });
    return this.say(name, DISCONNECTED, IGNORE_UNREADABLE);
  }

  #inOrder(sender: string): readonly [Person, Person] {
    const [a, b] = this.#people;
    return sender === a.name ? [a, b] : [b, a];
  }

  #ring({ name }: Person): KeyRing {
    const ring = this.#rings.get(name);
    if (ring === undefined) throw new Error('a person without keys');
    return ring;
  }
}

function startingRing(self: Person, other: Person, secret: SecretBytes): KeyRing {
  const keys = deriveSessionKeys(self.dh, other.dh.public, secret);
  const ids = { ourId: self.keyId, theirId: other.keyId };
  return {
    ourId: self.keyId + 1,
    ourNewest: null,
    ourPrevious: self.dh,
    theirId: other.keyId,
    theirNewest: other.dh.public,
    theirPrevious: null,
    pairs: [{ ...ids, keys, sent: 0, received: null }],
    first: null,
    oldMacKeys: [],
  };
}

/** Both rings with the pair of keys that the next message uses, whoever's exponent we know. */
function mirrored(sender: KeyRing, receiver: KeyRing): readonly [KeyRing, KeyRing] {
  const senderId = sender.ourId - 1;
  const receiverId = sender.theirId;
  return [
    withKeys(sender, receiver, [senderId, receiverId]),
    withKeys(receiver, sender, [receiverId, senderId]),
  ];
}

/** `ring` with this pair, calculated from the other side when our own exponent is not known. */
function withKeys(
  ring: KeyRing,
  other: KeyRing,
  [ourId, theirId]: readonly [number, number],
): KeyRing {
  const isKept = (pair: Pair): boolean => pair.ourId === ourId && pair.theirId === theirId;
  const ours = keyOf(ring, ourId);
  if (ring.pairs.some(isKept) || ours.secret.reveal().length > 0) return ring;
  const theirs = keyOf(other, theirId);
  const secret = sharedSecret(theirs, ours.public);
  const keys = deriveSessionKeys(ours, theirs.public, secret);
  return withPair(ring, { ourId, theirId, keys, sent: 0, received: null });
}

function keyOf(ring: KeyRing, id: number): KeyRing['ourPrevious'] {
  if (id !== ring.ourId) return ring.ourPrevious;
  if (ring.ourNewest === null) throw new Error('a key that nobody has announced');
  return ring.ourNewest;
}

function notesOf(sender: KeyRing): readonly string[] {
  const used = sender.pairs.find(
    ({ ourId, theirId }) => ourId === sender.ourId - 1 && theirId === sender.theirId,
  );
  if (used === undefined || sender.ourNewest === null) return [];
  const aesKey = used.keys.sending.aesKey.reveal();
  return [`AES key: ${toHex(aesKey)}`, ...dhNotes(sender.ourNewest)];
}
