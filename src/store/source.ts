// SPDX-License-Identifier: GPL-2.0-or-later
import { type ProblemCode, StoreFault } from './problem.js';

const LF = 0x0a;

/** A file's bytes, and where its lines begin: offsets become line numbers in what people are told. */
export class Source {
  readonly bytes: Uint8Array;
  #lineStarts: readonly number[] | null = null;

  /** Throws StoreFault when there are more than MAX_FILE_BYTES. */
  constructor(bytes: Uint8Array) {
    if (bytes.length > MAX_FILE_BYTES) throw new StoreFault('too-large', 1, 'file');
    this.bytes = bytes;
  }

  fault(offset: number, detail: string, code: ProblemCode = 'syntax'): StoreFault {
    return new StoreFault(code, this.lineAt(offset), detail);
  }

  /** The number, from 1, of the line that holds the byte at `offset`. */
  lineAt(offset: number): number {
    this.#lineStarts ??= lineStarts(this.bytes);
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}

/** The largest file that a reader takes; the files port reads no larger one. */
const MAX_FILE_BYTES = 10 * 1024 * 1024;

function lineStarts(bytes: Uint8Array): readonly number[] {
  const starts = [0];
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) starts.push(at + 1);
  return starts;
}
