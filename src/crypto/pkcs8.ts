// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey } from './dsa.js';
import { toInteger } from './integer.js';

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OBJECT_ID = 0x06;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;

/** Walks the DER that OpenSSL itself has just written; anything unexpected is a bug: plain Error. */
class DerReader {
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

/** The key that OpenSSL wrote as PrivateKeyInfo and SubjectPublicKeyInfo (RFC 5208, RFC 3279). */
export function readDsaDer(pkcs8: Uint8Array, spki: Uint8Array): DsaPrivateKey {
  const info = new DerReader(new DerReader(pkcs8).next(SEQUENCE));
  info.next(INTEGER);
  const algorithm = new DerReader(info.next(SEQUENCE));
  algorithm.next(OBJECT_ID);
  const numbers = new DerReader(algorithm.next(SEQUENCE));
  const p = toInteger(numbers.next(INTEGER));
  const q = toInteger(numbers.next(INTEGER));
  const g = toInteger(numbers.next(INTEGER));
  const x = toInteger(new DerReader(info.next(OCTET_STRING)).next(INTEGER));
  return { p, q, g, y: readY(spki), x };
}

function readY(spki: Uint8Array): bigint {
  const info = new DerReader(new DerReader(spki).next(SEQUENCE));
  info.next(SEQUENCE);
  // The first byte of a BIT STRING counts its unused bits: none.
  return toInteger(new DerReader(info.next(BIT_STRING).subarray(1)).next(INTEGER));
}
