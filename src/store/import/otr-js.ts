// SPDX-License-Identifier: GPL-2.0-or-later
import { fromBase64 } from '../../wire/bytes.js';
import { orProblem, StoreFault } from '../problem.js';
import { Source } from '../source.js';
import { toLatin1 } from '../text.js';
import { type Found, type ImportFile, nothingFrom } from './found.js';
import { readSerializedKey } from './serialized-key.js';

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Reads a key as otr.js gives it to the program that uses it (`packPrivate`): one text in base64,
 * perhaps between quotes, as JSON has it. Whose it is, and whom that program trusts, it does not say.
 */
export function readOtrJsFile(file: ImportFile): Found {
  const key = orProblem(() => {
    const text = toLatin1(new Source(file.bytes).bytes)
      .trim()
      .replace(/^"(.*)"$/, '$1');
    if (!BASE64.test(text)) throw new StoreFault('wrong-kind', 1, 'no key of otr.js');
    return readSerializedKey(fromBase64(text), 1);
  });
  if ('kind' in key) return nothingFrom(file, key);
  const name = file.name.replace(/^.*\//, '');
  return { keys: [{ account: { protocol: null, name }, key }], fingerprints: [], problems: [] };
}
