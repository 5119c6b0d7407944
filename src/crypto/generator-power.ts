// SPDX-License-Identifier: GPL-2.0-or-later
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { fromHex } from '../wire/bytes.js';
import { DER, derElement, derInteger, readPublicNumber } from './der.js';
import { toFixedBytes, toInteger, toMpi } from './integer.js';
import { nativeCrypto } from './native.js';

/** Our exponents are below q. */
const EXPONENT_BYTES = 20;
const VERSION = derInteger(0n);
/** OBJECT IDENTIFIER dhKeyAgreement, PKCS #3. */
const DH_KEY_AGREEMENT = fromHex('06092a864886f70d010301');

interface Group {
  readonly p: bigint;
  readonly g: bigint;
}

/** g^exponent mod p in constant time, for secret exponents below 2^160. */
export function generatorPower(group: Group, exponent: bigint): bigint {
  const native = nativeCrypto();
  if (native === null) return publicHalf(group, exponent);
  const secret = toFixedBytes(exponent, EXPONENT_BYTES);
  const modulus = toMpi(group.p);
  const result = new Uint8Array(modulus.length);
  native.power(toMpi(group.g), secret, modulus, result);
  secret.fill(0);
  return toInteger(result);
}

/**
 * The same by node:crypto: OpenSSL is given the exponent as a Diffie-Hellman key of the group, and
 * says what its public half is. Nothing of it is kept. A `DiffieHellman` object would be five times
 * as fast, but testing its prime takes 18 ms of the main thread (measured).
 */
function publicHalf({ p, g }: Group, exponent: bigint): bigint {
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
