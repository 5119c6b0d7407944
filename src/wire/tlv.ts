// SPDX-License-Identifier: GPL-2.0-or-later
import { concat } from './bytes.js';
import { WireReader } from './reader.js';
import { WireWriter } from './writer.js';

export const TLV = {
  padding: 0,
  disconnected: 1,
  smp1: 2,
  smp2: 3,
  smp3: 4,
  smp4: 5,
  smpAbort: 6,
  smp1Question: 7,
  extraSymmetricKey: 8,
} as const;

export interface Tlv {
  readonly type: number;
  /** Below 65536 bytes. */
  readonly value: Uint8Array;
}

/** The plaintext of a data message: UTF-8 text, and TLVs after a NUL when there are any. */
export interface Payload {
  readonly text: Uint8Array;
  readonly tlvs: readonly Tlv[];
}

const NUL = new Uint8Array(1);

export function encodePayload(payload: Payload): Uint8Array {
  if (payload.tlvs.length === 0) return payload.text;
  return concat(payload.text, NUL, ...payload.tlvs.map(encodeTlv));
}

function encodeTlv({ type, value }: Tlv): Uint8Array {
  if (value.length > 0xffff) throw new Error('TLV too long');
  return new WireWriter(4 + value.length).short(type).short(value.length).fixed(value).bytes;
}

/** Total: the text ends at the first NUL, and a TLV that is cut off ends the list. */
export function decodePayload(plaintext: Uint8Array): Payload {
  const nul = plaintext.indexOf(0);
  if (nul < 0) return { text: plaintext, tlvs: [] };
  const tlvs: Tlv[] = [];
  const from = new WireReader(plaintext.subarray(nul + 1));
  while (from.remaining >= 4) {
    const type = from.short();
    const length = from.short();
    if (length > from.remaining) break;
    tlvs.push({ type, value: from.fixed(length) });
  }
  return { text: plaintext.subarray(0, nul), tlvs };
}
