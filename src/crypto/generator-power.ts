// SPDX-License-Identifier: GPL-2.0-or-later
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { fromHex } from '../wire/bytes.js';
import { DER, derElement, derInteger, readPublicNumber } from './der.js';

const VERSION = derInteger(0n);
/** OBJECT IDENTIFIER dhKeyAgreement, PKCS #3. */
const DH_KEY_AGREEMENT = fromHex('06092a864886f70d010301');

/**
 * g^exponent mod p in constant time: OpenSSL is given the exponent as a Diffie-Hellman key of the
 * group, and says what its public half is. Nothing of it is kept. A `DiffieHellman` object would be
 * five times as fast, but testing its prime takes 18 ms of the main thread (measured).
 */
export function generatorPower(
  { p, g }: { readonly p: bigint; readonly g: bigint },
  exponent: bigint,
): bigint {
  const group = derElement(DER.sequence, derInteger(p), derInteger(g));
  const algorithm = derElement(DER.sequence, DH_KEY_AGREEMENT, group);
  const secret = derElement(DER.octetString, derInteger(exponent));
  // PrivateKeyInfo, RFC 5208
  const der = derElement(DER.sequence, VERSION, algorithm, secret);
  secret.fill(0);
  try {
    const key = createPrivateKey({ key: Buffer.from(der.buffer), format: 'der', type: 'pkcs8' });
    return readPublicNumber(createPublicKey(key).export({ format: 'der', type: 'spki' }));
  } finally {
    der.fill(0);
  }
}
