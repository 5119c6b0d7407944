// SPDX-License-Identifier: GPL-2.0-or-later
import { type AkeMessage, AKE_TYPES, decodeAke } from '../wire/ake-messages.js';
import { unarmor } from '../wire/armor.js';
import { type DataMessage, DATA_TYPE, decodeData } from '../wire/data-message.js';
import { OtrFault } from '../wire/fault.js';
import { type Header, readHeader } from '../wire/header.js';
import { WireReader } from '../wire/reader.js';
import { Refusal } from './refusal.js';

export type MessageKind = AkeMessage['type'] | 'data';

/** An encoded message, taken apart. */
export type Parsed =
  | { readonly kind: 'data'; readonly header: Header; readonly message: DataMessage }
  | { readonly kind: 'ake'; readonly header: Header; readonly message: AkeMessage }
  /** Of a known type, but not of the form that this type has. */
  | { readonly kind: 'invalid'; readonly type: MessageKind; readonly why: string }
  /** No base64, or of a version or type that is none of ours. */
  | { readonly kind: 'unrecognized' };

const KINDS = new Map<number, MessageKind>([
  [DATA_TYPE, 'data'],
  ...Object.entries(AKE_TYPES).map(([name, type]) => [type, name as MessageKind] as const),
]);

/** Total: takes "?OTR:…." apart. */
export function parseMessage(text: string): Parsed {
  const bytes = orFault(() => unarmor(text));
  if (bytes instanceof OtrFault) return { kind: 'unrecognized' };
  const version = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const type = KINDS.get(bytes[2] ?? 0);
  if (type === undefined || (version !== 2 && version !== 3)) return { kind: 'unrecognized' };
  const parsed = orFault(() => decode(new WireReader(bytes)));
  return parsed instanceof OtrFault ? { kind: 'invalid', type, why: parsed.message } : parsed;
}

function decode(from: WireReader): Parsed {
  const header = readHeader(from);
  if (header === null) return { kind: 'unrecognized' };
  if (header.type === DATA_TYPE) return { kind: 'data', header, message: decodeData(header, from) };
  const message = decodeAke(header, from);
  return message === null ? { kind: 'unrecognized' } : { kind: 'ake', header, message };
}

function orFault<T>(run: () => T): T | OtrFault {
  try {
    return run();
  } catch (error) {
    if (error instanceof OtrFault) return error;
    throw error;
  }
}

/** A data message with its header. */
export type ParsedData = Extract<Parsed, { kind: 'data' }>;

/** The data message that the commands for one message work on; libotr's words when it is none. */
export function dataMessage(text: string | undefined): ParsedData {
  if (text === undefined) throw new Refusal('No OTR Data Message found on stdin.');
  const parsed = parseMessage(text);
  if (parsed.kind === 'data') return parsed;
  if (parsed.kind === 'invalid' && parsed.type === 'data')
    throw new Refusal('Invalid OTR Data Message found on stdin.');
  throw new Refusal('OTR Non-Data Message found on stdin.');
}
