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

/** A text's UTF-8 bytes in that form. */
export function encodeLatin1(text: string): string {
  return NOT_ASCII.test(text) ? toLatin1(utf8(text)) : text;
}

/** The text that such a form means, or null when its bytes are no UTF-8. */
export function decodeLatin1(text: string): string | null {
  return NOT_ASCII.test(text) ? exactUtf8(fromLatin1(text)) : text;
}

const NOT_ASCII = /[^\x00-\x7f]/;

/** The text of bytes that are UTF-8 throughout, else null: two different names never become one. */
export function exactUtf8(bytes: Uint8Array): string | null {
  const text = fromUtf8(bytes);
  return Buffer.compare(utf8(text), bytes) === 0 ? text : null;
}
