// SPDX-License-Identifier: GPL-2.0-or-later
// A peer who can run a key exchange with the victim, and then says whatever it likes with right MACs.
import type { DsaPrivateKey } from '../../src/crypto/dsa.js';
import { commit } from '../../src/protocol/ake/steps.js';
import { akeStep } from '../../src/protocol/ake/table.js';
import { type AuthState, type Established, NONE } from '../../src/protocol/ake/state.js';
import {
  type KeyRing,
  type Pair,
  pairOf,
  rotateOurs,
  startRing,
} from '../../src/protocol/data/key-ring.js';
import { open } from '../../src/protocol/data/open.js';
import { seal } from '../../src/protocol/data/seal.js';
import { type AkeMessage, encodeAke, type Tags } from '../../src/wire/ake-messages.js';
import { armor } from '../../src/wire/armor.js';
import { type DataMessage, encodeData, sealWith } from '../../src/wire/data-message.js';
import type { Payload, Tlv } from '../../src/wire/tlv.js';
import { decodeText } from './decode.js';
import { SeededRandom } from './seeded-random.js';
import { aesCtr, data, h2, hmac, int, integer, modPow, pubkey, rfc3526Prime } from './textbook.js';
import type { Person } from './two-party.js';
import { dsaKey, type RecordedKey, vectors } from './vectors.js';

/** A long-term key that belongs to neither Alice nor Bob. */
const MALLORY: DsaPrivateKey = dsaKey(
  (vectors('libotr-v2') as { keys: Record<'bob', RecordedKey> }).keys.bob,
);

export interface HostileOptions {
  readonly version: 2 | 3;
  readonly tag: number;
  readonly identity?: DsaPrivateKey;
  /** 40 bytes in place of what `identity` would sign with. */
  readonly signature?: Uint8Array;
  readonly seed?: number | string;
}

/** What a data message is made of, with a MAC that is right whatever stands in it. */
export type Fields = Partial<
  Pick<DataMessage, 'flags' | 'senderKeyId' | 'recipientKeyId' | 'nextDh' | 'ctr' | 'encrypted'>
> & { readonly oldMacKeys?: Uint8Array };

export class Hostile {
  readonly version: 2 | 3;
  readonly tag: number;
  readonly identity: DsaPrivateKey;
  readonly random: SeededRandom;
  readonly #signature: Uint8Array | null;
  auth: AuthState = NONE;
  established: Established | null = null;
  /** Everything that was read, in order. */
  readonly heard: Payload[] = [];
  /** Every MAC key that the victim revealed, as hexadecimal digits. */
  readonly revealed: Buffer[] = [];
  #ring: KeyRing | null = null;
  #victimTag = 0;

  constructor(options: HostileOptions) {
    const { version, tag, identity = MALLORY, seed = '' } = options;
    this.#signature = options.signature ?? null;
    this.version = version;
    this.tag = version === 3 ? tag : 0;
    this.identity = identity;
    this.random = new SeededRandom(`hostile ${seed}`);
  }

  get isPrivate(): boolean {
    return this.#ring !== null;
  }

  get ring(): KeyRing {
    if (this.#ring === null) throw new Error('no session');
    return this.#ring;
  }

  /** The pair of keys that the next message uses. */
  get pair(): Pair {
    return pairOf(this.ring, this.ring.ourId - 1, this.ring.theirId);
  }

  /** Sender and receiver, once the victim has shown its tag. */
  get tags(): Tags {
    return [this.tag, this.version === 3 ? this.#victimTag : 0];
  }

  wire(message: AkeMessage, tags: Tags = this.tags): string {
    return armor(encodeAke(this.version, tags, message));
  }

  /** A D-H Commit to whoever is there. */
  begin(): string {
    const commitment = commit(this);
    this.auth = { kind: 'awaiting-dhkey', commitment };
    return this.wire(commitment.message, [this.tag, 0]);
  }

  /** Reads a packet of the victim's; the answer to it, if there is one. */
  hear(packet: string): string | null {
    if (!packet.startsWith('?OTR:')) return null;
    const decoded = decodeText(packet);
    if (decoded === null || decoded.header.version !== this.version) return null;
    this.#victimTag = decoded.header.senderTag;
    if (decoded.data !== null) this.#read(decoded.data);
    return decoded.ake === null ? null : this.#step(decoded.ake);
  }

  /** Carries everything between the victim and this peer until both are silent. */
  pump(victim: Person, first: string | null = null): void {
    if (first !== null) victim.receive(first);
    for (let packet = victim.outbox.shift(); packet !== undefined; packet = victim.outbox.shift()) {
      const answer = this.hear(packet);
      if (answer !== null) victim.receive(answer);
    }
  }

  /** Makes a session with the victim, who has not asked for it. */
  makePrivate(victim: Person): this {
    this.pump(victim, this.begin());
    if (this.#ring === null) throw new Error('no session');
    return this;
  }

  say(text: string, tlvs: readonly Tlv[] = [], flags = 0): string {
    return this.sayBytes(Buffer.from(text), tlvs, flags);
  }

  /** A data message whose text is any bytes, NULs and TLVs of all kinds included. */
  sayBytes(text: Uint8Array, tlvs: readonly Tlv[] = [], flags = 0): string {
    const { version, tags } = this;
    const sealed = seal(this.ring, { version, tags, flags, payload: { text, tlvs } }, this.random);
    this.#ring = sealed.next;
    return armor(sealed.message);
  }

  /** A data message, after which the key that it announces is used although nobody has asked for it. */
  rotating(text: string): string {
    const wire = this.say(text);
    this.#ring = rotateOurs(this.ring).next;
    return wire;
  }

  /** Every text that was read, in order. */
  get texts(): readonly string[] {
    return this.heard.map(({ text }) => Buffer.from(text).toString());
  }

  /** The message with other fields, and the MAC that these have under the keys it was made with. */
  remade(wire: string, fields: Fields, tags: Tags = this.tags): string {
    const message = decodeText(wire)!.data!;
    const { keys } = pairOf(this.ring, message.senderKeyId, message.recipientKeyId);
    const oldMacKeys = fields.oldMacKeys ?? message.oldMacKeys;
    const data = encodeData(this.version, tags, { ...message, ...fields }, oldMacKeys);
    const mac = hmac('sha1', keys.sending.mac.reveal(), data.authenticated);
    return armor(sealWith(data, mac, oldMacKeys));
  }

  #step(message: AkeMessage): string | null {
    if (this.#signature !== null && message.type === 'dh-key')
      return this.wire(this.#reveal(message.gy, this.#signature));
    const { next, send, established } = akeStep(this.auth, message, this);
    this.auth = next;
    if (established !== null) {
      this.established = established;
      this.#ring = startRing(established);
    }
    return send === null ? null : this.wire(send);
  }

  /** By the textbook: no key has to be one that can sign. */
  #reveal(gy: Uint8Array, signature: Uint8Array): AkeMessage {
    if (this.auth.kind !== 'awaiting-dhkey') throw new Error('no commit to reveal');
    const { ours, r } = this.auth.commitment;
    const s = modPow(integer(gy), integer(ours.secret.reveal()), rfc3526Prime());
    const x = Buffer.concat([pubkey(this.identity), int(1), signature]);
    const encryptedSignature = aesCtr(h2(1, s).subarray(0, 16), new Uint8Array(8), x);
    const mac = hmac('sha256', h2(3, s), data(encryptedSignature)).subarray(0, 20);
    return { type: 'reveal-sig', r: r.reveal(), encryptedSignature, mac };
  }

  #read(message: DataMessage): void {
    for (let at = 0; at < message.oldMacKeys.length; at += 20)
      this.revealed.push(Buffer.from(message.oldMacKeys.subarray(at, at + 20)));
    if (this.#ring === null) return;
    const opened = open(this.#ring, message);
    this.#ring = opened.next;
    this.heard.push(opened.payload);
  }
}
