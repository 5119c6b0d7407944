// SPDX-License-Identifier: GPL-2.0-or-later
import { StoreFault } from './problem.js';
import { readAtomValue } from './sexp-atoms.js';
import type { Source } from './source.js';
import { toLatin1 } from './text.js';

/** A string of bytes; `start` and `end` are offsets in the file. */
export interface Atom {
  readonly kind: 'atom';
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Sexp[];
  readonly start: number;
  readonly end: number;
}

export type Sexp = Atom | List;

const MAX_DEPTH = 32;
/** An account's entry has 37 parts and 1.4 KB: this is more than the longest file has. */
const MAX_PARTS = 400_000;

const OPEN = 0x28;
const CLOSE = 0x29;

/**
 * Reads one list in libgcrypt's "advanced" or canonical form, and nothing after it. Throws
 * StoreFault. A stack of our own, not recursion: no file can exhaust the real one.
 */
export function parseSexp(source: Source): List {
  const reader = new SexpReader(source);
  for (let part = 0; part < MAX_PARTS; part += 1) {
    const whole = reader.next();
    if (whole !== null) return whole;
  }
  throw new StoreFault('too-large', 1, 'too many parts');
}

class SexpReader {
  readonly #source: Source;
  readonly #open: { readonly start: number; readonly items: Sexp[] }[] = [];
  #at: number;

  constructor(source: Source) {
    this.#source = source;
    this.#at = skipSpace(source.bytes, 0);
  }

  /** Takes one parenthesis or atom; returns the outermost list when that closed it. */
  next(): List | null {
    const byte = this.#source.bytes[this.#at];
    const inner = this.#open.at(-1);
    if (byte === undefined)
      throw this.#source.fault(inner?.start ?? 0, inner ? 'list never closed' : 'no list');
    if (byte === CLOSE) return this.#close();
    if (byte === OPEN) {
      if (this.#open.length === MAX_DEPTH) throw this.#source.fault(this.#at, 'lists too deep');
      this.#open.push({ start: this.#at, items: [] });
      this.#moveTo(this.#at + 1);
      return null;
    }
    if (inner === undefined) throw this.#source.fault(this.#at, 'text outside of a list');
    const { value, end } = readAtomValue(this.#source, this.#at);
    inner.items.push({ kind: 'atom', bytes: value, start: this.#at, end });
    this.#moveTo(end);
    return null;
  }

  #close(): List | null {
    const done = this.#open.pop();
    if (done === undefined) throw this.#source.fault(this.#at, 'list closed but never opened');
    const list: List = { kind: 'list', ...done, end: this.#at + 1 };
    this.#moveTo(list.end);
    const outer = this.#open.at(-1);
    if (outer !== undefined) {
      outer.items.push(list);
      return null;
    }
    if (this.#at < this.#source.bytes.length)
      throw this.#source.fault(this.#at, 'text after the list');
    return list;
  }

  #moveTo(offset: number): void {
    this.#at = skipSpace(this.#source.bytes, offset);
  }
}

/** Space, and \t \n \v \f \r. */
function skipSpace(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte !== 0x20 && (byte < 0x09 || byte > 0x0d)) return at;
  }
}

/** The first list inside `list` whose first item is `name`, or null. */
export function childOf(list: List, name: string): List | null {
  for (const item of list.items) if (item.kind === 'list' && nameOf(item) === name) return item;
  return null;
}

/** The one atom of the child `(name atom)`, or null. */
export function atomOf(list: List, name: string): Atom | null {
  const value = childOf(list, name)?.items[1];
  return value?.kind === 'atom' ? value : null;
}

/** The list's first item as text, or '' when that is no atom. */
export function nameOf(list: List): string {
  const first = list.items[0];
  return first?.kind === 'atom' ? toLatin1(first.bytes) : '';
}
