// SPDX-License-Identifier: GPL-2.0-or-later
import { type AkeMessage, decodeAke } from '../../src/wire/ake-messages.js';
import { unarmor } from '../../src/wire/armor.js';
import { type DataMessage, DATA_TYPE, decodeData } from '../../src/wire/data-message.js';
import { OtrFault } from '../../src/wire/fault.js';
import { type Header, readHeader } from '../../src/wire/header.js';
import { WireReader } from '../../src/wire/reader.js';

export interface Decoded {
  readonly header: Header;
  readonly ake: AkeMessage | null;
  readonly data: DataMessage | null;
}

/** A binary message through the codecs; null when it is of an unknown version. */
export function decodeBytes(bytes: Uint8Array): Decoded | null {
  const from = new WireReader(bytes);
  const header = readHeader(from);
  if (header === null) return null;
  if (header.type === DATA_TYPE) return { header, ake: null, data: decodeData(header, from) };
  return { header, ake: decodeAke(header, from), data: null };
}

/** "?OTR:…." through the codecs. */
export function decodeText(text: string): Decoded | null {
  return decodeBytes(unarmor(text));
}

/** The result of `run`, or the OtrFault that it threw; any other exception goes on. */
export function faultOr<T>(run: () => T): T | OtrFault {
  try {
    return run();
  } catch (error) {
    if (error instanceof OtrFault) return error;
    throw error;
  }
}

/** The code with which `run` refuses; fails when it does not. */
export function faultCode(run: () => unknown): string {
  const result = faultOr(run);
  if (result instanceof OtrFault) return result.code;
  throw new Error('was not refused');
}
