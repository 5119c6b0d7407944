// SPDX-License-Identifier: GPL-2.0-or-later
import { fromBase64, fromHex } from '../wire/bytes.js';
import type { Source } from './source.js';
import { toLatin1 } from './text.js';

/** What one atom means, and the offset behind it. */
export interface AtomValue {
  readonly value: Uint8Array;
  readonly end: number;
}

const QUOTE = 0x22;
const HASH = 0x23;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const BAR = 0x7c;
const CR = 0x0d;
const LF = 0x0a;

/** The bytes that libgcrypt takes in a string without quotes. */
export function isTokenByte(byte: number): boolean {
  return TOKEN_BYTES.has(byte);
}

const TOKEN_BYTES: ReadonlySet<number> = new Set(
  Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-./_:*+='),
);

/** What stands behind a backslash, and what it means. */
export const ESCAPES: ReadonlyMap<number, number> = new Map([
  [0x62, 0x08],
  [0x74, 0x09],
  [0x76, 0x0b],
  [0x6e, LF],
  [0x66, 0x0c],
  [0x72, CR],
  [QUOTE, QUOTE],
  [0x27, 0x27],
  [BACKSLASH, BACKSLASH],
]);

/** Reads the atom that begins at `start`; throws StoreFault. */
export function readAtomValue(source: Source, start: number): AtomValue {
  const first = source.bytes[start] ?? 0;
  if (first === QUOTE) return readQuoted(source, start);
  if (first === HASH) return readHex(source, start);
  if (first === BAR) return readBase64(source, start);
  return isDigit(first) ? readSized(source, start) : readToken(source, start);
}

/** abc */
function readToken(source: Source, start: number): AtomValue {
  let end = start;
  while (isTokenByte(source.bytes[end] ?? 0)) end += 1;
  if (end === start) throw source.fault(start, 'unexpected character');
  return { value: source.bytes.subarray(start, end), end };
}

/** 3:abc */
function readSized(source: Source, start: number): AtomValue {
  let colon = start;
  // Nine digits are far more than a file has bytes, and stay an exact number.
  while (colon < start + 9 && isDigit(source.bytes[colon] ?? 0)) colon += 1;
  if (source.bytes[colon] !== COLON) throw source.fault(start, 'number without quotes');
  const digits = toLatin1(source.bytes.subarray(start, colon));
  const end = colon + 1 + Number(digits);
  if (end > source.bytes.length) throw source.fault(start, 'string longer than the file');
  return { value: source.bytes.subarray(colon + 1, end), end };
}

/** #616263#, white space allowed */
function readHex(source: Source, start: number): AtomValue {
  const { text, end } = upTo(source, start, HASH);
  if (text.length % 2 !== 0 || /[^0-9A-Fa-f]/.test(text))
    throw source.fault(start, 'hexadecimal digits');
  return { value: fromHex(text), end };
}

/** |YWJj|, white space allowed */
function readBase64(source: Source, start: number): AtomValue {
  const { text, end } = upTo(source, start, BAR);
  if (/[^A-Za-z0-9+/]/.test(text.replace(/={1,2}$/, ''))) throw source.fault(start, 'base64');
  return { value: fromBase64(text), end };
}

function upTo(source: Source, start: number, mark: number): { text: string; end: number } {
  const at = source.bytes.indexOf(mark, start + 1);
  if (at === -1) throw source.fault(start, 'string never closed');
  return { text: toLatin1(source.bytes.subarray(start + 1, at)).replace(/\s+/g, ''), end: at + 1 };
}

/** "abc" with the escapes of C: \n, \", \\, \101, \x41; a backslash before a line end joins lines. */
function readQuoted(source: Source, start: number): AtomValue {
  const { bytes } = source;
  const value: number[] = [];
  let at = start + 1;
  for (;;) {
    const byte = bytes[at];
    if (byte === undefined) throw source.fault(start, 'string never closed');
    at += 1;
    if (byte === QUOTE) return { value: Uint8Array.from(value), end: at };
    if (byte !== BACKSLASH) value.push(byte);
    else at = readEscape(source, at, value);
  }
}

/** Adds what the escape at `at`, behind its backslash, means; returns the offset behind it. */
function readEscape(source: Source, at: number, value: number[]): number {
  const { bytes } = source;
  const kind = bytes[at] ?? 0;
  if (kind === CR || kind === LF) {
    const second = bytes[at + 1];
    return (second === CR || second === LF) && second !== kind ? at + 2 : at + 1;
  }
  const plain = ESCAPES.get(kind);
  if (plain !== undefined) {
    value.push(plain);
    return at + 1;
  }
  const digits = toLatin1(bytes.subarray(at, at + 3));
  const number = /^[0-3][0-7]{2}$/.test(digits)
    ? Number.parseInt(digits, 8)
    : /^x[0-9A-Fa-f]{2}$/.test(digits)
      ? Number.parseInt(digits.slice(1), 16)
      : null;
  if (number === null) throw source.fault(at, 'unknown escape');
  value.push(number);
  return at + 3;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
