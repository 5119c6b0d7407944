// SPDX-License-Identifier: GPL-2.0-or-later
import { fromBase64, toBase64 } from './bytes.js';
import { OtrFault } from './fault.js';
import { MAX_MESSAGE_CHARACTERS } from './limits.js';

const PREFIX = '?OTR:';

/** "?OTR:", base64, "." */
export function armor(bytes: Uint8Array): string {
  return `${PREFIX}${toBase64(bytes)}.`;
}

/**
 * The bytes of an encoded message. Line breaks and blanks inside the base64 are taken, since networks
 * insert them; anything else that is not base64, or a missing final ".", is refused.
 */
export function unarmor(text: string): Uint8Array {
  if (text.length > MAX_MESSAGE_CHARACTERS) throw new OtrFault('too-large', 'encoded message');
  const end = text.indexOf('.', PREFIX.length);
  if (end < 0) throw new OtrFault('malformed', 'no final "."');
  const inner = text.slice(PREFIX.length, end);
  const bytes = fromBase64(inner);
  // The decoder passes over what it does not know: only what it would write itself is base64.
  if (toBase64(bytes) !== inner && toBase64(bytes) !== inner.replace(/\s+/g, ''))
    throw new OtrFault('malformed', 'base64');
  return bytes;
}
