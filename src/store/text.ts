// SPDX-License-Identifier: GPL-2.0-or-later
import { fromUtf8, utf8 } from '../wire/bytes.js';

/** Text with one character for each byte: loses nothing, whatever the bytes are. */
export function toLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** The bytes of such text. */
export function fromLatin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

/** The text of bytes that are UTF-8 throughout, else null: two different names never become one. */
export function exactUtf8(bytes: Uint8Array): string | null {
  const text = fromUtf8(bytes);
  return Buffer.compare(utf8(text), bytes) === 0 ? text : null;
}
