// SPDX-License-Identifier: GPL-2.0-or-later
import { DER, DerReader } from './der.js';
import type { DsaPrivateKey } from './dsa.js';
import { toInteger } from './integer.js';

/** The key that OpenSSL wrote as PrivateKeyInfo (RFC 5208, RFC 3279); y is not in it. */
export function readDsaDer(pkcs8: Uint8Array): Omit<DsaPrivateKey, 'y'> {
  const info = new DerReader(new DerReader(pkcs8).next(DER.sequence));
  info.next(DER.integer);
  const algorithm = new DerReader(info.next(DER.sequence));
  algorithm.next(DER.objectId);
  const numbers = new DerReader(algorithm.next(DER.sequence));
  const p = toInteger(numbers.next(DER.integer));
  const q = toInteger(numbers.next(DER.integer));
  const g = toInteger(numbers.next(DER.integer));
  const x = toInteger(new DerReader(info.next(DER.octetString)).next(DER.integer));
  return { p, q, g, x };
}
