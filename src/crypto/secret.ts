// SPDX-License-Identifier: GPL-2.0-or-later
import { inspect } from 'node:util';

/**
 * Secret bytes that no log, error or JSON shows, and that are overwritten when they retire. What a
 * garbage-collected heap can promise about wiping is written in docs/THREATS.md.
 */
export class SecretBytes {
  #bytes: Uint8Array | null;

  /** Takes the bytes over: the caller keeps no reference. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The bytes themselves, not a copy. Throws a plain Error after `wipe`: a bug of ours. */
  reveal(): Uint8Array {
    if (this.#bytes === null) throw new Error('secret used after it was wiped');
    return this.#bytes;
  }

  /** A copy with a life of its own. */
  clone(): SecretBytes {
    return new SecretBytes(Uint8Array.from(this.reveal()));
  }

  wipe(): void {
    this.#bytes?.fill(0);
    this.#bytes = null;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}

export function wipe(secrets: readonly SecretBytes[]): void {
  for (const secret of secrets) secret.wipe();
}
