// SPDX-License-Identifier: GPL-2.0-or-later
import { fromHex } from '../wire/bytes.js';
import { Refusal } from './refusal.js';

const MAX_INT = 0xffffffff;

/** Bytes given as hexadecimal digits. Errors name the argument and never repeat it: it may be a key. */
export function hexArgument(text: string, name: string): Uint8Array {
  if (text.length % 2 !== 0) throw new Refusal(`The ${name} must have even length.`, 'usage');
  if (!/^[0-9a-fA-F]*$/.test(text)) throw new Refusal(`Illegal hex char in the ${name}.`, 'usage');
  return fromHex(text);
}

/** A key or counter of a fixed number of bytes. */
export function fixedHexArgument(text: string, name: string, bytes: number): Uint8Array {
  if (text.length !== bytes * 2)
    throw new Refusal(`The ${name} must be ${bytes * 2} hex chars long.`, 'usage');
  return hexArgument(text, name);
}

/** A decimal number from 0 to `max`. */
export function numberArgument(text: string, name: string, max = MAX_INT): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Infinity;
  if (value > max) throw new Refusal(`Unparseable ${name} given.`, 'usage');
  return value;
}
