// SPDX-License-Identifier: GPL-2.0-or-later
import { toHex } from '../wire/bytes.js';
import { ESCAPES, isTokenByte } from './sexp-atoms.js';
import { toLatin1 } from './text.js';

const ESCAPED: ReadonlyMap<number, string> = new Map(
  Array.from(ESCAPES, ([letter, byte]) => [byte, `\\${String.fromCharCode(letter)}`]),
);

/**
 * One string as libgcrypt prints it (measured, not what its manual says): bare where it may be, else
 * quoted where it takes it for Latin-1 text, else in hexadecimal. One character of the result is one byte.
 */
export function writeAtom(bytes: Uint8Array): string {
  const first = bytes[0] ?? 0;
  const startsWithDigit = first >= 0x30 && first <= 0x39;
  if (bytes.length > 0 && !startsWithDigit && bytes.every(isTokenByte)) return toLatin1(bytes);
  if (first < 0x80 && bytes.every(isQuotable)) {
    const inside = Array.from(bytes, (byte) => ESCAPED.get(byte) ?? String.fromCharCode(byte));
    return `"${inside.join('')}"`;
  }
  return `#${toHex(bytes).toUpperCase()}#`;
}

function isQuotable(byte: number): boolean {
  return ESCAPED.has(byte) || (byte >= 0x20 && byte < 0x7f) || byte > 0xa0;
}
