// SPDX-License-Identifier: GPL-2.0-or-later
import { generateKeyPair } from 'node:crypto';
import type { DsaPrivateKey } from './dsa.js';
import { generatorPower } from './generator-power.js';
import { readDsaDer } from './pkcs8.js';

/** A fresh key as every OTR client makes it (1024/160 bits), on a thread of libuv's pool. */
export function generateDsaKey(): Promise<DsaPrivateKey> {
  return new Promise((resolve, reject) => {
    generateKeyPair('dsa', { modulusLength: 1024, divisorLength: 160 }, (error, _, secret) => {
      if (error !== null) {
        reject(error);
        return;
      }
      const der = secret.export({ format: 'der', type: 'pkcs8' });
      const numbers = readDsaDer(der);
      der.fill(0);
      // Sooner than by asking OpenSSL for the public half in DER as well.
      resolve({ ...numbers, y: generatorPower(numbers, numbers.x) });
    });
  });
}
