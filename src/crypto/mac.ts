// SPDX-License-Identifier: GPL-2.0-or-later
import { createHmac } from 'node:crypto';
import { nativeCrypto } from './native.js';

/** Kept: an array that the bridge has not seen yet costs it as much as the MAC (measured). */
const result = new Uint8Array(20);

/** SHA1-HMAC, 20 bytes: the MAC of data messages. */
export function hmacSha1(key: Uint8Array, message: Uint8Array): Uint8Array {
  const native = nativeCrypto();
  if (native === null) return createHmac('sha1', key).update(message).digest();
  native.hmacSha1(key, message, result);
  return result.slice();
}

/** SHA256-HMAC, 32 bytes: M_A and M_B. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update(message).digest();
}

/** SHA256-HMAC-160: the first 160 bits of SHA256-HMAC. */
export function hmacSha256First160(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmacSha256(key, message).subarray(0, 20);
}
