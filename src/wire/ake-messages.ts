// SPDX-License-Identifier: GPL-2.0-or-later
import { OtrFault } from './fault.js';
import { type Header, headerLength, type ProtocolVersion, writeHeader } from './header.js';
import { MAX_DH_BYTES, MAX_DSA_BYTES } from './limits.js';
import type { Mpi } from './mpi.js';
import { WireReader } from './reader.js';
import { dataLength, WireWriter } from './writer.js';

export interface DhCommit {
  readonly type: 'dh-commit';
  /** AES-128-CTR with key r, of the MPI g^x. */
  readonly encryptedGx: Uint8Array;
  /** SHA-256 of the MPI g^x. */
  readonly hashedGx: Uint8Array;
}

export interface DhKey {
  readonly type: 'dh-key';
  readonly gy: Mpi;
}

export interface RevealSignature {
  readonly type: 'reveal-sig';
  /** 16 bytes */
  readonly r: Uint8Array;
  /** AES-128-CTR with key c of X_B. */
  readonly encryptedSignature: Uint8Array;
  /** First 160 bits of HMAC-SHA256 with key m2, of the DATA `encryptedSignature`. */
  readonly mac: Uint8Array;
}

export interface Signature {
  readonly type: 'signature';
  /** AES-128-CTR with key c' of X_A. */
  readonly encryptedSignature: Uint8Array;
  /** First 160 bits of HMAC-SHA256 with key m2', of the DATA `encryptedSignature`. */
  readonly mac: Uint8Array;
}

export type AkeMessage = DhCommit | DhKey | RevealSignature | Signature;

export const AKE_TYPES: Readonly<Record<AkeMessage['type'], number>> = {
  'dh-commit': 0x02,
  'dh-key': 0x0a,
  'reveal-sig': 0x11,
  signature: 0x12,
};

const INT_BYTES = 4;
const MAX_ENCRYPTED_GX = INT_BYTES + MAX_DH_BYTES;
/** PUBKEY (type, then p, q, g and y), keyid, and r and s. */
const MAX_ENCRYPTED_SIGNATURE = 2 + 4 * INT_BYTES + 3 * MAX_DSA_BYTES + 20 + INT_BYTES + 40;

/** The instance tags of one message, sender first. */
export type Tags = readonly [sender: number, receiver: number];

/** Header and body of a key-exchange message. */
export function encodeAke(version: ProtocolVersion, tags: Tags, message: AkeMessage): Uint8Array {
  const fields = fieldsOf(message);
  const length = fields.reduce((sum, field) => sum + field.length, headerLength(version));
  const out = new WireWriter(length);
  const type = AKE_TYPES[message.type];
  writeHeader(out, { version, type, senderTag: tags[0], receiverTag: tags[1] });
  for (const field of fields) out.fixed(field);
  return out.bytes;
}

function fieldsOf(message: AkeMessage): readonly Uint8Array[] {
  switch (message.type) {
    case 'dh-commit':
      return [asData(message.encryptedGx), asData(message.hashedGx)];
    case 'dh-key':
      return [asData(message.gy)];
    case 'reveal-sig':
      return [asData(message.r), asData(message.encryptedSignature), message.mac];
    case 'signature':
      return [asData(message.encryptedSignature), message.mac];
  }
}

/** DATA (or MPI): INT length, then the bytes. */
export function asData(value: Uint8Array): Uint8Array {
  return new WireWriter(dataLength(value)).data(value).bytes;
}

/** The body after `header`; null when the type is no key-exchange message. */
export function decodeAke(header: Header, from: WireReader): AkeMessage | null {
  const message = readBody(header.type, from);
  if (message !== null) from.end();
  return message;
}

function readBody(type: number, from: WireReader): AkeMessage | null {
  switch (type) {
    case AKE_TYPES['dh-commit']:
      return {
        type: 'dh-commit',
        encryptedGx: dataUpTo(MAX_ENCRYPTED_GX, from),
        hashedGx: dataOf(32, from),
      };
    case AKE_TYPES['dh-key']:
      return { type: 'dh-key', gy: from.mpi(MAX_DH_BYTES) };
    case AKE_TYPES['reveal-sig']:
      return {
        type: 'reveal-sig',
        r: dataOf(16, from),
        encryptedSignature: dataUpTo(MAX_ENCRYPTED_SIGNATURE, from),
        mac: from.fixed(20),
      };
    case AKE_TYPES.signature:
      return {
        type: 'signature',
        encryptedSignature: dataUpTo(MAX_ENCRYPTED_SIGNATURE, from),
        mac: from.fixed(20),
      };
    default:
      return null;
  }
}

/** What is longer than anything that could stand there is not kept, hashed or decrypted. */
function dataUpTo(max: number, from: WireReader): Uint8Array {
  const value = from.data();
  if (value.length > max) throw new OtrFault('too-large', 'DATA');
  return value;
}

function dataOf(length: number, from: WireReader): Uint8Array {
  const value = from.data();
  if (value.length !== length) throw new OtrFault('malformed', 'DATA of another length');
  return value;
}
