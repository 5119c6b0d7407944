// SPDX-License-Identifier: GPL-2.0-or-later
// One data message made to say something else: no more than its MAC key is needed, and that gets published.
import { aesCtr } from '../crypto/aes-ctr.js';
import { equal } from '../crypto/equal.js';
import { sha1 } from '../crypto/hash.js';
import { hmacSha1 } from '../crypto/mac.js';
import { armor } from '../wire/armor.js';
import type { Tags } from '../wire/ake-messages.js';
import { type DataFields, type DataMessage, encodeData, sealWith } from '../wire/data-message.js';
import type { Header, ProtocolVersion } from '../wire/header.js';
import { decodePayload } from '../wire/tlv.js';
import type { ParsedData } from './messages.js';
import { Refusal } from './refusal.js';

/** Everything in a data message but the MAC, which `macKey` (20 bytes) then makes. */
export interface Pieces {
  readonly version: ProtocolVersion;
  readonly tags: Tags;
  readonly fields: DataFields;
  readonly oldMacKeys: Uint8Array;
}

/** The message that these pieces make, with a MAC that verifies. */
export function remac(macKey: Uint8Array, pieces: Pieces): string {
  const { version, tags, fields, oldMacKeys } = pieces;
  const unsealed = encodeData(version, tags, fields, oldMacKeys);
  return armor(sealWith(unsealed, hmacSha1(macKey, unsealed.authenticated), oldMacKeys));
}

/** The text of a message (UTF-8, without TLVs), or null when `aesKey` is not its key. */
export function read(aesKey: Uint8Array, { message }: ParsedData): Uint8Array | null {
  if (!isMac(sha1(aesKey), message)) return null;
  return decodePayload(aesCtr(aesKey, message.ctr, message.encrypted)).text;
}

/** The same message with another text, encrypted and authenticated under any AES key. */
export function forge(aesKey: Uint8Array, original: ParsedData, text: Uint8Array): string {
  const encrypted = aesCtr(aesKey, original.message.ctr, text);
  return remac(sha1(aesKey), withEncrypted(original, encrypted));
}

/** One part of a text that is to become another of the same length, `offset` bytes from its start. */
interface Change {
  readonly oldText: Uint8Array;
  readonly newText: Uint8Array;
  readonly offset: number;
}

/**
 * The message with a part of its text replaced by somebody who cannot read it: in counter mode,
 * flipping a bit of what is encrypted flips it in the text.
 */
export function modify(macKey: Uint8Array, original: ParsedData, change: Change): string {
  const { oldText, newText, offset } = change;
  if (oldText.length !== newText.length)
    throw new Refusal('The old_text and new_text must be of the same length.', 'usage');
  if (!isMac(macKey, original.message)) throw new Refusal('MAC does not verify: wrong MAC key?');
  const encrypted = Uint8Array.from(original.message.encrypted);
  if (offset + oldText.length > encrypted.length)
    throw new Refusal('The message ends before the old_text does.');
  for (let i = 0; i < oldText.length; i += 1)
    encrypted[offset + i] = (encrypted[offset + i] ?? 0) ^ (oldText[i] ?? 0) ^ (newText[i] ?? 0);
  return remac(macKey, withEncrypted(original, encrypted));
}

function isMac(macKey: Uint8Array, message: DataMessage): boolean {
  return equal(hmacSha1(macKey, message.authenticated), message.mac);
}

function withEncrypted({ header, message }: ParsedData, encrypted: Uint8Array): Pieces {
  const { version } = header;
  const fields = { ...message, encrypted };
  return { version, tags: tagsOf(header), fields, oldMacKeys: message.oldMacKeys };
}

function tagsOf({ senderTag, receiverTag }: Header): Tags {
  return [senderTag, receiverTag];
}
