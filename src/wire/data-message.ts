// SPDX-License-Identifier: GPL-2.0-or-later
import { type Header, headerLength, type ProtocolVersion, writeHeader } from './header.js';
import type { Tags } from './ake-messages.js';
import { MAX_DH_BYTES } from './limits.js';
import type { Mpi } from './mpi.js';
import { OtrFault } from './fault.js';
import type { WireReader } from './reader.js';
import { dataLength, WireWriter } from './writer.js';

export const DATA_TYPE = 0x03;

/** "If you receive a Data Message with this flag set, and you are unable to decrypt it, ignore it." */
export const IGNORE_UNREADABLE = 0x01;

const MAC_BYTES = 20;

export interface DataMessage {
  readonly flags: number;
  readonly senderKeyId: number;
  readonly recipientKeyId: number;
  readonly nextDh: Mpi;
  /** The top 8 bytes of the counter. */
  readonly ctr: Uint8Array;
  readonly encrypted: Uint8Array;
  /** SHA1-HMAC of `authenticated`, 20 bytes. */
  readonly mac: Uint8Array;
  /** Revealed MAC keys, 20 bytes each. */
  readonly oldMacKeys: Uint8Array;
  /** What the MAC covers, exactly as it was received: from the version to the encrypted message. */
  readonly authenticated: Uint8Array;
}

/** What a sender decides; MAC and old MAC keys follow. */
export type DataFields = Pick<
  DataMessage,
  'flags' | 'senderKeyId' | 'recipientKeyId' | 'nextDh' | 'ctr' | 'encrypted'
>;

/** Where `encodeData` left off: `sealWith` adds the MAC. */
export interface UnsealedData {
  readonly out: WireWriter;
  readonly authenticated: Uint8Array;
}

/** Header and body up to the encrypted message, with room for what follows. */
export function encodeData(
  version: ProtocolVersion,
  tags: Tags,
  fields: DataFields,
  oldMacKeys: Uint8Array,
): UnsealedData {
  const covered =
    headerLength(version) + 9 + dataLength(fields.nextDh) + 8 + dataLength(fields.encrypted);
  const out = new WireWriter(covered + MAC_BYTES + dataLength(oldMacKeys));
  writeHeader(out, { version, type: DATA_TYPE, senderTag: tags[0], receiverTag: tags[1] });
  out.byte(fields.flags).int(fields.senderKeyId).int(fields.recipientKeyId);
  out.data(fields.nextDh).fixed(fields.ctr).data(fields.encrypted);
  return { out, authenticated: out.bytes.subarray(0, covered) };
}

/** The whole message. */
export function sealWith(data: UnsealedData, mac: Uint8Array, oldMacKeys: Uint8Array): Uint8Array {
  return data.out.fixed(mac).data(oldMacKeys).bytes;
}

/** The body after `header` of a message that began at the reader's position 0. */
export function decodeData(header: Header, from: WireReader): DataMessage {
  if (from.position !== headerLength(header.version)) throw new Error('reader has moved');
  const flags = from.byte();
  const senderKeyId = from.int();
  const recipientKeyId = from.int();
  const nextDh = from.mpi(MAX_DH_BYTES);
  const ctr = from.fixed(8);
  const encrypted = from.data();
  const authenticated = from.since(0);
  const mac = from.fixed(MAC_BYTES);
  const oldMacKeys = from.data();
  if (oldMacKeys.length % MAC_BYTES !== 0) throw new OtrFault('malformed', 'old MAC keys');
  from.end();
  return {
    flags,
    senderKeyId,
    recipientKeyId,
    nextDh,
    ctr,
    encrypted,
    mac,
    oldMacKeys,
    authenticated,
  };
}
