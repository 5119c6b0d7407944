// SPDX-License-Identifier: GPL-2.0-or-later
import { type Cipher, createCipheriv } from 'node:crypto';

const BLOCK = 16;
/** Up to here a kept ECB object beats the cost of creating a CTR object (measured). */
const SHORT = 512;

/** AES-128-CTR of `text` with a counter block that starts as `ctr` (8 bytes), then eight zeros. */
export function aesCtr(key: Uint8Array, ctr: Uint8Array, text: Uint8Array): Uint8Array {
  const iv = new Uint8Array(BLOCK);
  iv.set(ctr);
  return createCipheriv('aes-128-ctr', key, iv).update(text);
}

/** AES-128-CTR with many counters under one key: short texts reuse one native object. */
export class CtrKey {
  readonly #key: Uint8Array;
  #ecb: Cipher | null = null;

  /** Keeps a reference to `key` (16 bytes); the owner wipes it. */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** Encrypts or decrypts: the same operation. */
  apply(ctr: Uint8Array, text: Uint8Array): Uint8Array {
    if (text.length > SHORT) return aesCtr(this.#key, ctr, text);
    this.#ecb ??= createCipheriv('aes-128-ecb', this.#key, null).setAutoPadding(false);
    const stream = this.#ecb.update(counterBlocks(ctr, text.length));
    for (let i = 0; i < text.length; i += 1) stream[i] = (stream[i] ?? 0) ^ (text[i] ?? 0);
    return stream.subarray(0, text.length);
  }
}

/** The counter blocks whose encryption is the key stream; below 65536 of them. */
function counterBlocks(ctr: Uint8Array, length: number): Uint8Array {
  const count = Math.ceil(length / BLOCK);
  const blocks = new Uint8Array(count * BLOCK);
  for (let i = 0; i < count; i += 1) {
    blocks.set(ctr, i * BLOCK);
    blocks[i * BLOCK + 14] = i >>> 8;
    blocks[i * BLOCK + 15] = i & 0xff;
  }
  return blocks;
}
