// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey } from '../crypto/dsa.js';
import { refuseDsaPrivateKey } from '../crypto/dsa-private.js';
import { toInteger, toSignedBytes } from '../crypto/integer.js';
import { MAX_DSA_BYTES } from '../wire/limits.js';
import { atomOf, childOf, type List } from './sexp.js';
import { writeAtom } from './sexp-writer.js';
import type { Source } from './source.js';

/** Reads the key in `(private-key (dsa (p …) (q …) (g …) (y …) (x …)))`; throws StoreFault. */
export function readDsaSexp(source: Source, privateKey: List): DsaPrivateKey {
  const dsa = childOf(privateKey, 'dsa');
  if (dsa === null) throw source.fault(privateKey.start, 'no DSA key', 'incomplete');
  const number = (name: string): bigint => {
    const bytes = atomOf(dsa, name)?.bytes;
    if (bytes === undefined) throw source.fault(dsa.start, `no number ${name}`, 'incomplete');
    // One more for the zero byte of a signed number.
    if (bytes.length > MAX_DSA_BYTES + 1) throw source.fault(dsa.start, `long ${name}`, 'bad-key');
    return toInteger(bytes);
  };
  const key = { p: number('p'), q: number('q'), g: number('g'), y: number('y'), x: number('x') };
  const reason = refuseDsaPrivateKey(key);
  if (reason !== null) throw source.fault(dsa.start, reason, 'bad-key');
  return key;
}

/** The same expression, in libotr's own layout down to the blanks. */
export function writeDsaSexp(key: DsaPrivateKey): string {
  const numbers = (['p', 'q', 'g', 'y', 'x'] as const).map(
    (name) => `  (${name} ${writeAtom(toSignedBytes(key[name]))})\n`,
  );
  return `(private-key \n (dsa \n${numbers.join('')}  )\n )\n`;
}
