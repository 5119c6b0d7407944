// SPDX-License-Identifier: GPL-2.0-or-later
import { createHash } from 'node:crypto';
import { sha1 as nobleSha1 } from '@noble/hashes/legacy';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2';

/** Up to here noble's hashes beat the cost of creating a native object (measured). */
const SHORT = 200;

/** SHA-1, 20 bytes. */
export function sha1(bytes: Uint8Array): Uint8Array {
  return bytes.length <= SHORT ? nobleSha1(bytes) : createHash('sha1').update(bytes).digest();
}

/** SHA-256, 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return bytes.length <= SHORT ? nobleSha256(bytes) : createHash('sha256').update(bytes).digest();
}
