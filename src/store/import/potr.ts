// SPDX-License-Identifier: GPL-2.0-or-later
import { orProblem } from '../problem.js';
import { Source } from '../source.js';
import { type Found, type FoundAccount, type ImportFile, nothingFrom, together } from './found.js';
import { meaningWith, readFingerprintFile } from './libotr.js';
import { readSerializedKey } from './serialized-key.js';

/**
 * Reads what programs with pure-python-otr keep for each account (Gajim, poezio, WeeChat): NAME.key3,
 * one serialised key, and NAME.fpr, a list as libotr writes it.
 */
export function readPotrFiles(keys: readonly ImportFile[], lists: readonly ImportFile[]): Found {
  const read = lists.map((file) => ({ file, found: readFingerprintFile(file, PLAIN) }));
  const owner = (key: ImportFile): FoundAccount | null => {
    const list = read.find(({ file }) => stemOf(file) === stemOf(key));
    return list?.found.fingerprints[0]?.account ?? null;
  };
  return together([
    ...keys.map((file) => readKey(file, owner(file))),
    ...read.map(({ found }) => found),
  ]);
}

const PLAIN = meaningWith(new Map());

/** The key file has no names in it; the list beside it has, when it has any line. */
function readKey(file: ImportFile, known: FoundAccount | null): Found {
  const key = orProblem(() => readSerializedKey(new Source(file.bytes).bytes, 1));
  if ('kind' in key) return nothingFrom(file, key);
  const account = known ?? { protocol: null, name: stemOf(file).replace(/^.*\//, '') };
  return { keys: [{ account, key }], fingerprints: [], problems: [] };
}

function stemOf({ name }: ImportFile): string {
  return name.replace(/\.(key3|fpr)$/, '');
}
