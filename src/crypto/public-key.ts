// SPDX-License-Identifier: GPL-2.0-or-later
import { concat } from '../wire/bytes.js';
import { OtrFault } from '../wire/fault.js';
import { MAX_DSA_BYTES } from '../wire/limits.js';
import type { WireReader } from '../wire/reader.js';
import { dataLength, WireWriter } from '../wire/writer.js';
import type { DsaPublicKey } from './dsa.js';
import { toInteger, toMpi } from './integer.js';

/** "Pubkey type (SHORT): DSA public keys have type 0x0000" */
const DSA_TYPE = new Uint8Array(2);

/** PUBKEY without its type: the MPIs p, q, g, y. This is what a fingerprint is made of. */
export function encodeKeyNumbers({ p, q, g, y }: DsaPublicKey): Uint8Array {
  const numbers = [toMpi(p), toMpi(q), toMpi(g), toMpi(y)];
  const out = new WireWriter(numbers.reduce((sum, n) => sum + dataLength(n), 0));
  for (const n of numbers) out.data(n);
  return out.bytes;
}

/** PUBKEY: type, then p, q, g, y */
export function encodePublicKey(key: DsaPublicKey): Uint8Array {
  return concat(DSA_TYPE, encodeKeyNumbers(key));
}

/** Reads a PUBKEY; its numbers are checked for form only (see `refuseDsaKey`). */
export function readPublicKey(from: WireReader): DsaPublicKey {
  if (from.short() !== 0) throw new OtrFault('malformed', 'public key type');
  const number = (): bigint => toInteger(from.strictMpi(MAX_DSA_BYTES));
  return { p: number(), q: number(), g: number(), y: number() };
}
