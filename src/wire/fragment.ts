// SPDX-License-Identifier: GPL-2.0-or-later
import { OtrFault } from './fault.js';
import type { Tags } from './ake-messages.js';
import { MIN_INSTANCE_TAG } from './limits.js';

/** One piece of a message that was too long for the network. */
export interface Fragment {
  readonly version: 2 | 3;
  readonly senderTag: number;
  readonly receiverTag: number;
  /** 1 … total */
  readonly index: number;
  readonly total: number;
  readonly piece: string;
}

const MAX_PIECES = 65535;
/** Below this a limit would cost more in headers than it carries. */
const MIN_PAYLOAD = 16;
const HEAD = /^\?OTR(?:\|([0-9a-fA-F]{1,8})\|([0-9a-fA-F]{1,8}))?,0*(\d{1,5}),0*(\d{1,5}),/;

/**
 * The packets for `message`: itself when it fits into `max` characters (0: no limit), else fragments
 * of at most `max` (but never less than 16 characters of payload).
 */
export function fragment(
  message: string,
  max: number,
  version: 2 | 3,
  tags: Tags,
): readonly string[] {
  if (max === 0 || message.length <= max) return [message];
  const head = version === 3 ? `?OTR|${hex8(tags[0])}|${hex8(tags[1])},` : '?OTR,';
  const room = max - head.length - '00000,00000,'.length - ','.length;
  const size = Math.max(room, MIN_PAYLOAD, Math.ceil(message.length / MAX_PIECES));
  const total = Math.ceil(message.length / size);
  return Array.from({ length: total }, (_, i) => {
    const piece = message.slice(i * size, (i + 1) * size);
    return `${head}${dec5(i + 1)},${dec5(total)},${piece},`;
  });
}

function hex8(tag: number): string {
  return tag.toString(16).padStart(8, '0');
}

function dec5(n: number): string {
  return String(n).padStart(5, '0');
}

/** Parses one fragment. The piece is everything up to the last comma: it may hold commas itself. */
export function parseFragment(text: string): Fragment {
  const match = HEAD.exec(text);
  if (match === null) throw new OtrFault('malformed', 'fragment');
  const [head, sender, receiver, k, n] = match;
  const end = text.lastIndexOf(',');
  if (end < head.length) throw new OtrFault('malformed', 'fragment without end');
  const index = Number(k);
  const total = Number(n);
  // "Discard the (illegal) fragment if k is 0, n is 0, or k > n."
  if (index === 0 || total > MAX_PIECES || index > total)
    throw new OtrFault('malformed', 'fragment number');
  const part = { index, total, piece: text.slice(head.length, end) };
  if (sender === undefined) return { version: 2, senderTag: 0, receiverTag: 0, ...part };
  const senderTag = parseTag(sender);
  if (senderTag === 0) throw new OtrFault('malformed', 'sender instance tag');
  return { version: 3, senderTag, receiverTag: parseTag(receiver ?? ''), ...part };
}

function parseTag(digits: string): number {
  const tag = Number.parseInt(digits, 16);
  if (tag !== 0 && tag < MIN_INSTANCE_TAG) throw new OtrFault('malformed', 'instance tag');
  return tag;
}
