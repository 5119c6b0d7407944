// SPDX-License-Identifier: GPL-2.0-or-later
// Messages that somebody on the way could write.
import { type AkeMessage, encodeAke, type Tags } from '../../src/wire/ake-messages.js';
import { armor } from '../../src/wire/armor.js';
import type { Peer } from './peer.js';

/** A tag that belongs to nobody here. */
export const STRANGER = 0x1234567;

/** Well-formed key-exchange messages with nothing true in them. */
export const AKE: Readonly<Record<AkeMessage['type'], AkeMessage>> = {
  'dh-commit': {
    type: 'dh-commit',
    encryptedGx: Buffer.alloc(196, 1),
    hashedGx: Buffer.alloc(32, 2),
  },
  // Any number of 1535 bits is a group element or its negative.
  'dh-key': { type: 'dh-key', gy: Buffer.alloc(192, 0x42) },
  'reveal-sig': {
    type: 'reveal-sig',
    r: Buffer.alloc(16, 0x33),
    encryptedSignature: Buffer.alloc(466, 4),
    mac: Buffer.alloc(20, 5),
  },
  signature: {
    type: 'signature',
    encryptedSignature: Buffer.alloc(466, 6),
    mac: Buffer.alloc(20, 7),
  },
};

export function forged(version: 2 | 3, tags: Tags, type: AkeMessage['type']): string {
  return armor(encodeAke(version, tags, AKE[type]));
}

/** The instance tag of a peer. */
export function tagOf(peer: Peer): number {
  return Number.parseInt(String(peer.ready['instag']), 16);
}

/** Sender and receiver as a message from `from` to `to` has them. */
export function tags(from: Peer, to: Peer): Tags {
  return [tagOf(from), tagOf(to)];
}

/** The bytes of an encoded message. */
export function bytesOf(wire: Buffer | string): Buffer {
  return Buffer.from(wire.toString().replace(/^\?OTR:|\.$/g, ''), 'base64');
}

/** A data message with the highest counter there is, and so a MAC that does not fit. */
export function withHighestCounter(wire: Buffer | string): string {
  const bytes = bytesOf(wire);
  const header = bytes.readUInt16BE(0) === 3 ? 11 : 3;
  const nextDh = header + 9;
  const counter = nextDh + 4 + bytes.readUInt32BE(nextDh);
  bytes.fill(0xff, counter, counter + 8);
  return armor(bytes);
}
