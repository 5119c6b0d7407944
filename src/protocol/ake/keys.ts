// SPDX-License-Identifier: GPL-2.0-or-later
import { sha256 } from '../../crypto/hash.js';
import type { SecretBytes } from '../../crypto/secret.js';
import { asData } from '../../wire/ake-messages.js';
import { concat } from '../../wire/bytes.js';

/** "Computing AES keys, MAC keys, and the secure session id", both versions alike. */
export interface AkeKeys {
  /** 8 bytes */
  readonly ssid: Uint8Array;
  /** 16 bytes each */
  readonly c: Uint8Array;
  readonly cPrime: Uint8Array;
  /** 32 bytes each */
  readonly m1: Uint8Array;
  readonly m2: Uint8Array;
  readonly m1Prime: Uint8Array;
  readonly m2Prime: Uint8Array;
}

/** From the shared secret s (MPI value). The caller wipes the keys with `wipeAkeKeys`. */
export function deriveAkeKeys(s: SecretBytes): AkeKeys {
  // "Write the value of s as a minimum-length MPI: secbytes. h2(b) = SHA256(b || secbytes)."
  const secbytes = asData(s.reveal());
  const h2 = (b: number): Uint8Array => {
    const input = concat(Uint8Array.of(b), secbytes);
    const hash = sha256(input);
    input.fill(0);
    return hash;
  };
  const c = h2(1);
  const keys = {
    ssid: h2(0).slice(0, 8),
    c: c.subarray(0, 16),
    cPrime: c.subarray(16),
    m1: h2(2),
    m2: h2(3),
    m1Prime: h2(4),
    m2Prime: h2(5),
  };
  secbytes.fill(0);
  return keys;
}

/** Overwrites everything but the session id, which is no secret. */
export function wipeAkeKeys(keys: AkeKeys): void {
  for (const key of [keys.c, keys.cPrime, keys.m1, keys.m2, keys.m1Prime, keys.m2Prime])
    key.fill(0);
}
