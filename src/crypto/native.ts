// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * What libcrypto does when it is asked directly (native/bridge/crypto.cc): `node:crypto` makes an
 * object for each call, which costs more than the work itself. Results go into the last argument.
 */
export interface NativeCrypto {
  /** `mac`: 20 bytes */
  hmacSha1(key: Uint8Array, message: Uint8Array, mac: Uint8Array): void;
  /** `key` and `counter`: 16 bytes; `result` as long as `text` */
  aesCtr(key: Uint8Array, counter: Uint8Array, text: Uint8Array, result: Uint8Array): void;
  /** base^exponent mod modulus, in constant time; `modulus` odd, `result` as long */
  power(base: Uint8Array, exponent: Uint8Array, modulus: Uint8Array, result: Uint8Array): void;
}

let native: NativeCrypto | null = null;

/** From now on the same results come faster. Null: as in any Node. */
export function useNativeCrypto(found: NativeCrypto | null): void {
  native = found;
}

/** What was found, or null: every user has a way without. */
export function nativeCrypto(): NativeCrypto | null {
  return native;
}
