// SPDX-License-Identifier: GPL-2.0-or-later
import { toHex } from '../wire/bytes.js';
import type { DsaPublicKey } from './dsa.js';
import { sha1 } from './hash.js';
import { encodeKeyNumbers } from './public-key.js';

/** 20 bytes: SHA-1 over the key's numbers, without the key type. */
export function fingerprintBytes(key: DsaPublicKey): Uint8Array {
  return sha1(encodeKeyNumbers(key));
}

/** 40 lower-case hexadecimal digits, as `otr.fingerprints` has it. */
export function fingerprintOf(key: DsaPublicKey): string {
  return toHex(fingerprintBytes(key));
}
