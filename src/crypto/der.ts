// SPDX-License-Identifier: GPL-2.0-or-later
import { concat } from '../wire/bytes.js';
import { toInteger, toSignedBytes } from './integer.js';

/** The tags of ASN.1 that keys are made of. */
export const DER = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  sequence: 0x30,
} as const;

/** Walks the DER that OpenSSL itself has just written; anything unexpected is a bug: plain Error. */
export class DerReader {
  readonly #der: Uint8Array;
  #at = 0;

  constructor(der: Uint8Array) {
    this.#der = der;
  }

  /** The content of the next element, which must have this tag. */
  next(tag: number): Uint8Array {
    if (this.#der[this.#at] !== tag) throw new Error('unexpected DER element');
    let length = this.#der[this.#at + 1] ?? 0;
    this.#at += 2;
    if (length >= 0x80) {
      const bytes = length & 0x7f;
      length = Number(toInteger(this.#der.subarray(this.#at, this.#at + bytes)));
      this.#at += bytes;
    }
    this.#at += length;
    return this.#der.subarray(this.#at - length, this.#at);
  }
}

/** One element; below 2^16 bytes of content. */
export function derElement(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concat(...parts);
  return concat(Uint8Array.of(tag, 0x82, content.length >> 8, content.length & 0xff), content);
}

/** INTEGER of a number that is not negative. */
export function derInteger(value: bigint): Uint8Array {
  return derElement(DER.integer, toSignedBytes(value));
}

/** The one number of a SubjectPublicKeyInfo of DSA or Diffie-Hellman. */
export function readPublicNumber(spki: Uint8Array): bigint {
  const info = new DerReader(new DerReader(spki).next(DER.sequence));
  info.next(DER.sequence);
  // The first byte of a BIT STRING counts its unused bits: none.
  return toInteger(new DerReader(info.next(DER.bitString).subarray(1)).next(DER.integer));
}
