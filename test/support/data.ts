// SPDX-License-Identifier: GPL-2.0-or-later
// Two key rings that talk to each other, and data messages made by the textbook.
import { type DhKeyPair, generateDh, sharedSecret } from '../../src/crypto/group.js';
import type { RandomSource } from '../../src/crypto/random.js';
import { IDENTITIES } from './vectors.js';
import { type KeyRing, secretsOfRing, startRing } from '../../src/protocol/data/key-ring.js';
import { open, type Opened } from '../../src/protocol/data/open.js';
import { seal } from '../../src/protocol/data/seal.js';
import type { DataMessage } from '../../src/wire/data-message.js';
import type { Tlv } from '../../src/wire/tlv.js';
import { decodeBytes } from './decode.js';
import { SeededRandom } from './seeded-random.js';
import {
  aesCtr,
  data,
  h1,
  hash,
  hmac,
  int,
  integer,
  magnitude,
  modPow,
  mpi,
  rfc3526Prime,
} from './textbook.js';
import { toHex } from './vectors.js';

const p = rfc3526Prime();

/** One end of a session; wipes what retires, like a session does. */
export class End {
  ring: KeyRing;
  readonly random: RandomSource;
  /** Every message that was taken, with the MAC key that verified it. */
  readonly read: string[] = [];

  constructor(ring: KeyRing, random: RandomSource) {
    this.ring = ring;
    this.random = random;
  }

  say(text: string, tlvs: readonly Tlv[] = []): DataMessage {
    const input = {
      version: 3,
      tags: [0x100, 0x200],
      flags: 0,
      payload: { text: Buffer.from(text), tlvs },
    } as const;
    const sealed = seal(this.ring, input, this.random);
    this.ring = sealed.next;
    return decodeBytes(sealed.message)!.data!;
  }

  /** Throws OtrFault, with the ring as it was. */
  hear(message: DataMessage): Opened {
    const opened = open(this.ring, message);
    this.ring = opened.next;
    for (const secret of opened.retire) secret.wipe();
    this.read.push(Buffer.from(opened.payload.text).toString());
    return opened;
  }
}

/** Two ends just after a key exchange; the key ids are whatever the peer said in it. */
export function twoEnds(seed: number | string, ids = { alice: 1, bob: 1 }): [End, End] {
  const random = { alice: new SeededRandom(`a ${seed}`), bob: new SeededRandom(`b ${seed}`) };
  const dh = { alice: generateDh(random.alice), bob: generateDh(random.bob) };
  const end = (ours: 'alice' | 'bob', theirs: 'alice' | 'bob'): End =>
    new End(
      startRing({
        ssid: new Uint8Array(8),
        weStarted: ours === 'bob',
        ours: dh[ours],
        theirs: dh[theirs].public,
        theirKeyId: ids[theirs],
        publicKey: IDENTITIES[theirs],
        secret: sharedSecret(dh[ours], dh[theirs].public),
      }),
      random[ours],
    );
  return [end('alice', 'bob'), end('bob', 'alice')];
}

/** What a writer by the textbook is told. */
export interface Forged {
  readonly ours: DhKeyPair;
  readonly theirs: Uint8Array;
  readonly senderKeyId: number;
  readonly recipientKeyId: number;
  readonly ctr: bigint;
  readonly text: string;
  readonly nextDh?: bigint;
}

/** A data message whose MAC and encryption are right, whatever else it says. */
export function written(forged: Forged): DataMessage {
  const x = integer(forged.ours.secret.reveal());
  const s = modPow(integer(forged.theirs), x, p);
  const weAreHigh = integer(forged.ours.public) > integer(forged.theirs);
  const aes = h1(weAreHigh ? 1 : 2, s).subarray(0, 16);
  const ctr = Buffer.alloc(8);
  ctr.writeBigUInt64BE(forged.ctr);
  const next = forged.nextDh === undefined ? forged.ours.public : magnitude(forged.nextDh);
  const covered = Buffer.concat([
    Buffer.from('000303', 'hex'),
    int(0x200),
    int(0x100),
    Buffer.of(0),
    int(forged.senderKeyId),
    int(forged.recipientKeyId),
    forged.nextDh === undefined ? data(next) : mpi(forged.nextDh),
    ctr,
    data(aesCtr(aes, ctr, Buffer.from(forged.text))),
  ]);
  const mac = hmac('sha1', hash('sha1', aes), covered);
  return decodeBytes(Buffer.concat([covered, mac, data(Buffer.alloc(0))]))!.data!;
}

/** Everything a ring holds, secrets included, as text. */
export function ringSnapshot(ring: KeyRing): string {
  const secrets = secretsOfRing(ring).map((secret) => toHex(secret.reveal()));
  return JSON.stringify([secrets, ring], (_, value: unknown) =>
    value instanceof Uint8Array ? toHex(value) : value,
  );
}

/** The receiving MAC key that `end` verifies messages of these ids with. */
export function receivingMac(end: End, ourId: number, theirId: number): string | null {
  const pair = end.ring.pairs.find((each) => each.ourId === ourId && each.theirId === theirId);
  return pair === undefined ? null : toHex(pair.keys.receiving.mac.reveal());
}
