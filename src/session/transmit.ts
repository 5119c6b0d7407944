// SPDX-License-Identifier: GPL-2.0-or-later
import { seal } from '../protocol/data/seal.js';
import { type AkeMessage, encodeAke, type Tags } from '../wire/ake-messages.js';
import { armor } from '../wire/armor.js';
import { concat, utf8 } from '../wire/bytes.js';
import { IGNORE_UNREADABLE } from '../wire/data-message.js';
import { formatError } from '../wire/error-message.js';
import { fragment } from '../wire/fragment.js';
import { formatQuery } from '../wire/query.js';
import type { Tlv } from '../wire/tlv.js';
import type { SecretBytes } from '../crypto/secret.js';
import type { Context } from './context.js';
import type { Version } from './events.js';
import { goOnWith, type Instance } from './instance.js';

/** Cuts an encoded message to size. Queries, errors and plaintext are never cut. */
function transmitEncoded(context: Context, version: Version, tags: Tags, bytes: Uint8Array): void {
  for (const text of fragment(armor(bytes), context.options.maxMessageSize(), version, tags))
    context.emit({ kind: 'transmit', text });
}

function tagsTo(context: Context, version: Version, theirTag: number): Tags {
  return version === 3 ? [context.options.instanceTag, theirTag] : [0, 0];
}

/** A key-exchange message to one instance, or with tag 0 to whoever answers. */
export function transmitAke(
  context: Context,
  version: Version,
  theirTag: number,
  message: AkeMessage,
): void {
  const tags = tagsTo(context, version, theirTag);
  transmitEncoded(context, version, tags, encodeAke(version, tags, message));
}

/** What a data message carries besides its keys. */
export interface DataContent {
  readonly text: string;
  readonly tlvs: readonly Tlv[];
  /** A message of ours, not of the person's: nobody is to be told when it cannot be read. */
  readonly internal: boolean;
}

/** A data message in the instance's session, which must be encrypted; gives its extra key. */
export function transmitData(
  context: Context,
  instance: Instance,
  content: DataContent,
): SecretBytes {
  const { message, version } = instance;
  if (message.kind !== 'encrypted') throw new Error('no session');
  const tags = tagsTo(context, version, instance.theirTag);
  const flags = content.internal ? IGNORE_UNREADABLE : 0;
  const payload = { text: plaintextOf(content.text), tlvs: content.tlvs };
  const input = { version, tags, flags, payload };
  const sealed = seal(message.ring, input, context.options.tools.random);
  goOnWith(instance, sealed.next);
  instance.lastSent = context.now;
  transmitEncoded(context, version, tags, sealed.message);
  return sealed.extra;
}

/** "Text ends at the first NUL": one inside a text would turn what follows into TLVs. */
function plaintextOf(text: string): Uint8Array {
  return utf8(text.includes('\0') ? text.replaceAll('\0', '') : text);
}

/** The versions that the policy allows, lowest first. */
export function allowedVersions(context: Context): readonly Version[] {
  const { allowV2, allowV3 } = context.options.policy();
  return [...(allowV2 ? [2 as const] : []), ...(allowV3 ? [3 as const] : [])];
}

/** The query message, with a sentence for those who have no OTR. */
export function transmitQuery(context: Context): void {
  const explanation = context.options.queryExplanation();
  const query = formatQuery(allowedVersions(context));
  context.emit({ kind: 'transmit', text: explanation === '' ? query : `${query}\n${explanation}` });
}

/** An error message, unless there were too many lately. */
export function transmitError(
  context: Context,
  code: 'not-in-private' | 'unreadable' | 'malformed',
): void {
  if (context.errors.take(context.now))
    context.emit({ kind: 'transmit', text: formatError(context.options.errorText(code)) });
}

/** A TLV whose value is these parts. */
export function tlv(type: number, ...parts: readonly Uint8Array[]): Tlv {
  return { type, value: concat(...parts) };
}
