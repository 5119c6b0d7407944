// SPDX-License-Identifier: GPL-2.0-or-later
import { fromUtf8 } from '../../wire/bytes.js';
import { StoreFault } from '../problem.js';
import { toLatin1 } from '../text.js';

/** An object of a property list, as far as account lists have them; others are null. */
export type PlistObject =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly number[] }
  | { readonly kind: 'dict'; readonly keys: readonly number[]; readonly values: readonly number[] }
  | null;

const TRAILER_BYTES = 32;
const MAGIC = 'bplist00';

/** Whether a file begins as a binary property list does. */
export function isBinaryPlist(bytes: Uint8Array): boolean {
  return toLatin1(bytes.subarray(0, MAGIC.length)) === MAGIC;
}

/**
 * Apple's binary property list (CFBinaryPList.c): objects that name each other by number, a table
 * of their offsets, and a trailer that says how wide offsets and numbers are. Objects are read one
 * by one as they are asked for: nothing that refers to itself makes this turn in circles.
 */
export class BinaryPlist {
  readonly #bytes: Uint8Array;
  readonly #offsetWidth: number;
  readonly #numberWidth: number;
  readonly #table: number;
  readonly #count: number;
  /** The number of the outermost object. */
  readonly top: number;

  /** Throws StoreFault. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    const trailer = bytes.length - TRAILER_BYTES;
    this.#offsetWidth = this.#integer(trailer + 6, 1);
    this.#numberWidth = this.#integer(trailer + 7, 1);
    this.#count = this.#integer(trailer + 8, 8);
    this.top = this.#integer(trailer + 16, 8);
    this.#table = this.#integer(trailer + 24, 8);
  }

  /** The object with this number; throws StoreFault. */
  object(number: number): PlistObject {
    if (number >= this.#count) throw damaged('an object that is not there');
    const offset = this.#integer(this.#table + number * this.#offsetWidth, this.#offsetWidth);
    const marker = this.#integer(offset, 1);
    const { size, start } = this.#sizeAt(offset, marker & 0x0f);
    switch (marker >> 4) {
      case 0x5:
        return { kind: 'text', text: toLatin1(this.#slice(start, size)) };
      case 0x6:
        return { kind: 'text', text: utf16(this.#slice(start, 2 * size)) };
      case 0x7:
        return { kind: 'text', text: fromUtf8(this.#slice(start, size)) };
      case 0xa:
        return { kind: 'array', items: this.#numbers(start, size) };
      case 0xd: {
        const keys = this.#numbers(start, size);
        return {
          kind: 'dict',
          keys,
          values: this.#numbers(start + size * this.#numberWidth, size),
        };
      }
      default:
        return null;
    }
  }

  /** How many parts an object has, and where they begin; 15 says that an integer follows. */
  #sizeAt(offset: number, low: number): { size: number; start: number } {
    if (low !== 0x0f) return { size: low, start: offset + 1 };
    const width = 1 << (this.#integer(offset + 1, 1) & 0x0f);
    return { size: this.#integer(offset + 2, width), start: offset + 2 + width };
  }

  #numbers(start: number, count: number): readonly number[] {
    const width = this.#numberWidth;
    const bytes = this.#slice(start, count * width);
    return Array.from({ length: bytes.length / width }, (_, i) =>
      this.#integer(start + i * width, width),
    );
  }

  #integer(at: number, width: number): number {
    let value = 0;
    for (const byte of this.#slice(at, width)) value = value * 256 + byte;
    return value;
  }

  #slice(start: number, length: number): Uint8Array {
    // Sums beyond 2^53 are inexact, and far behind the end of any file.
    if (start < 0 || length < 0 || start + length > this.#bytes.length)
      throw damaged('ends too early');
    return this.#bytes.subarray(start, start + length);
  }
}

function utf16(bytes: Uint8Array): string {
  return Buffer.from(bytes).swap16().toString('utf16le');
}

function damaged(detail: string): StoreFault {
  return new StoreFault('syntax', 1, detail);
}
