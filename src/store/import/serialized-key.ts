// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey } from '../../crypto/dsa.js';
import { refuseDsaPrivateKey } from '../../crypto/dsa-private.js';
import { toInteger } from '../../crypto/integer.js';
import { OtrFault } from '../../wire/fault.js';
import { MAX_DSA_BYTES } from '../../wire/limits.js';
import { WireReader } from '../../wire/reader.js';
import { StoreFault } from '../problem.js';

/**
 * Reads a key as OTR puts a public one on the wire, with x behind it: SHORT type 0, then the MPIs
 * p, q, g, y and x. Throws StoreFault, with `line` as its line.
 */
export function readSerializedKey(bytes: Uint8Array, line: number): DsaPrivateKey {
  const key = readNumbers(bytes, line);
  const reason = refuseDsaPrivateKey(key);
  if (reason !== null) throw new StoreFault('bad-key', line, reason);
  return key;
}

function readNumbers(bytes: Uint8Array, line: number): DsaPrivateKey {
  const reader = new WireReader(bytes);
  const number = (): bigint => toInteger(reader.mpi(MAX_DSA_BYTES));
  try {
    if (reader.short() !== 0) throw new StoreFault('wrong-kind', line, 'not a DSA key');
    const key = { p: number(), q: number(), g: number(), y: number(), x: number() };
    reader.end();
    return key;
  } catch (error) {
    if (error instanceof OtrFault) throw new StoreFault('syntax', line, error.message);
    throw error;
  }
}
