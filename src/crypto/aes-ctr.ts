// SPDX-License-Identifier: GPL-2.0-or-later
import { createCipheriv } from 'node:crypto';
import { nativeCrypto } from './native.js';

/** The block that is counted in; its lower half stays zero. Kept, like the result in mac.ts. */
const counter = new Uint8Array(16);

/** AES-128-CTR of `text` with a counter block that starts as `ctr` (8 bytes), then eight zeros. */
export function aesCtr(key: Uint8Array, ctr: Uint8Array, text: Uint8Array): Uint8Array {
  counter.set(ctr);
  const native = nativeCrypto();
  if (native === null) return createCipheriv('aes-128-ctr', key, counter).update(text);
  const result = Buffer.allocUnsafe(text.length);
  native.aesCtr(key, counter, text, result);
  return result;
}
