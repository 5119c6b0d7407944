// SPDX-License-Identifier: GPL-2.0-or-later
import { OtrFault } from './fault.js';
import { MIN_INSTANCE_TAG } from './limits.js';
import type { WireReader } from './reader.js';
import type { WireWriter } from './writer.js';

export type ProtocolVersion = 2 | 3;

/** What stands before every message body. Tags are 0 in version 2, which has none. */
export interface Header {
  readonly version: ProtocolVersion;
  readonly type: number;
  readonly senderTag: number;
  readonly receiverTag: number;
}

/** SHORT version, BYTE type, and in version 3 INT sender tag, INT receiver tag */
export function headerLength(version: ProtocolVersion): number {
  return version === 3 ? 11 : 3;
}

export function writeHeader(out: WireWriter, header: Header): WireWriter {
  out.short(header.version).byte(header.type);
  return header.version === 3 ? out.int(header.senderTag).int(header.receiverTag) : out;
}

/** Reads and checks; null when the version is none of ours. */
export function readHeader(from: WireReader): Header | null {
  const version = from.short();
  const type = from.byte();
  if (version === 2) return { version, type, senderTag: 0, receiverTag: 0 };
  if (version !== 3) return null;
  const senderTag = from.int();
  const receiverTag = from.int();
  // "Implementations receiving messages ... with an invalid instance tag: discard."
  if (senderTag < MIN_INSTANCE_TAG) throw new OtrFault('malformed', 'sender instance tag');
  if (receiverTag !== 0 && receiverTag < MIN_INSTANCE_TAG)
    throw new OtrFault('malformed', 'receiver instance tag');
  return { version, type, senderTag, receiverTag };
}
