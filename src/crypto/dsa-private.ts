// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey } from './dsa.js';
import { refuseDsaNumbers } from './dsa-validate.js';
import { generatorPower } from './generator-power.js';

/**
 * Why a private key found in a file is not to be used; null when it may be. It finds what is damaged
 * or would do harm (a 256-bit q made libotr write past a buffer) and takes 0.8 ms; whether the
 * group is sound is for `refuseDsaKey`, which takes longer.
 */
export function refuseDsaPrivateKey(key: DsaPrivateKey): string | null {
  const { q, y, x } = key;
  const refused = refuseDsaNumbers(key);
  if (refused !== null) return refused;
  if (x <= 0n || x >= q) return 'x is out of range';
  return publicNumberOf(key) === y ? null : 'x and y do not belong together';
}

/** g^x mod p, or null: numbers that OpenSSL will not calculate with are numbers that we do not use. */
function publicNumberOf(key: DsaPrivateKey): bigint | null {
  try {
    return generatorPower(key, key.x);
  } catch {
    return null;
  }
}
