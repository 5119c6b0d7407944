// SPDX-License-Identifier: GPL-2.0-or-later
import type { Source } from './source.js';
import { exactUtf8 } from './text.js';

/** No file that we read nests deeper; writing such a value again must not exhaust the stack. */
const MAX_DEPTH = 32;

/** The value of a JSON file; throws StoreFault. */
export function parseJson(source: Source): unknown {
  const text = exactUtf8(source.bytes);
  if (text === null) throw source.fault(0, 'no UTF-8');
  const faultAt = (characters: number, detail: string): Error =>
    source.fault(Buffer.byteLength(text.slice(0, characters)), detail);
  const deep = depthExceededAt(text);
  if (deep !== null) throw faultAt(deep, 'nested too deep');
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message may hold text of the file: only the place is taken from it.
    const [, position] = / position (\d+)/.exec(String(error)) ?? [];
    throw faultAt(position === undefined ? text.length : Number(position), 'no JSON');
  }
}

/** Where brackets are nested too deep; null: nowhere. What stands between quotes does not count. */
function depthExceededAt(text: string): number | null {
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isQuoted && character === '\\') at += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > MAX_DEPTH) return at;
  }
  return null;
}
