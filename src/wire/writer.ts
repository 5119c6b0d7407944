// SPDX-License-Identifier: GPL-2.0-or-later
import type { Mpi } from './mpi.js';

/** Writes the specification's basic data types into one buffer of a length known beforehand. */
export class WireWriter {
  readonly bytes: Uint8Array;
  #at = 0;

  /** @param length of everything that will be written; see `dataLength` */
  constructor(length: number) {
    this.bytes = new Uint8Array(length);
  }

  /** Bytes written so far. */
  get position(): number {
    return this.#at;
  }

  byte(value: number): this {
    this.bytes[this.#at] = value;
    this.#at += 1;
    return this;
  }

  short(value: number): this {
    return this.byte(value >>> 8).byte(value);
  }

  int(value: number): this {
    return this.short(value >>> 16).short(value & 0xffff);
  }

  fixed(value: Uint8Array): this {
    this.bytes.set(value, this.#at);
    this.#at += value.length;
    return this;
  }

  /** DATA, and MPI too: a minimal magnitude is written the same way. */
  data(value: Uint8Array | Mpi): this {
    return this.int(value.length).fixed(value);
  }
}

/** What DATA or MPI of this value takes on the wire. */
export function dataLength(value: Uint8Array): number {
  return 4 + value.length;
}
