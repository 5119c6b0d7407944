// SPDX-License-Identifier: GPL-2.0-or-later
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { concat, fromHex } from '../wire/bytes.js';
import type { DsaPrivateKey } from './dsa.js';
import { refuseDsaNumbers } from './dsa-validate.js';
import { toSignedBytes } from './integer.js';
import { readDsaDer } from './pkcs8.js';

const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const SEQUENCE = 0x30;
/** OBJECT IDENTIFIER id-dsa, RFC 3279 section 2.3.2. */
const ID_DSA = fromHex('06072a8648ce380401');

/**
 * Why a private key found in a file is not to be used; null when it may be. It finds what is damaged
 * or would do harm (a 256-bit q made libotr write past a buffer) and takes 1.5 ms; whether the
 * group is sound is for `refuseDsaKey`, which takes longer.
 */
export function refuseDsaPrivateKey(key: DsaPrivateKey): string | null {
  const { q, y, x } = key;
  const refused = refuseDsaNumbers(key);
  if (refused !== null) return refused;
  if (x <= 0n || x >= q) return 'x is out of range';
  return publicNumberOf(key) === y ? null : 'x and y do not belong together';
}

/** g^x mod p as OpenSSL computes it, in constant time, when it is given a private key without it. */
function publicNumberOf(key: DsaPrivateKey): bigint | null {
  const der = privateKeyInfo(key);
  try {
    const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    return readDsaDer(der, createPublicKey(secret).export({ format: 'der', type: 'spki' })).y;
  } catch {
    // Numbers that OpenSSL will not calculate with are numbers that we do not use.
    return null;
  } finally {
    der.fill(0);
  }
}

/** PrivateKeyInfo (RFC 5208): version 0, id-dsa with p, q and g, and x alone. */
function privateKeyInfo({ p, q, g, x }: DsaPrivateKey): Buffer {
  const group = element(SEQUENCE, integer(p), integer(q), integer(g));
  const parts = [integer(0n), element(SEQUENCE, ID_DSA, group), element(OCTET_STRING, integer(x))];
  return Buffer.from(element(SEQUENCE, ...parts));
}

/** Below 2^16 bytes of content. */
function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concat(...parts);
  return concat(Uint8Array.of(tag, 0x82, content.length >> 8, content.length & 0xff), content);
}

function integer(value: bigint): Uint8Array {
  return element(INTEGER, toSignedBytes(value));
}
