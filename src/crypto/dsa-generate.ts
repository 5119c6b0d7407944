// SPDX-License-Identifier: GPL-2.0-or-later
import { generateKeyPair } from 'node:crypto';
import type { DsaPrivateKey } from './dsa.js';
import { readDsaDer } from './pkcs8.js';

/** A fresh key as every OTR client makes it (1024/160 bits), on a thread of libuv's pool. */
export function generateDsaKey(): Promise<DsaPrivateKey> {
  return new Promise((resolve, reject) => {
    generateKeyPair(
      'dsa',
      {
        modulusLength: 1024,
        divisorLength: 160,
        publicKeyEncoding: { type: 'spki', format: 'der' },
        privateKeyEncoding: { type: 'pkcs8', format: 'der' },
      },
      (error, spki, der) => {
        if (error === null) resolve(readDsaDer(der, spki));
        else reject(error);
        der.fill(0);
      },
    );
  });
}
