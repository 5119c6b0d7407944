// SPDX-License-Identifier: GPL-2.0-or-later
import { OtrFault } from './fault.js';
import { minimal, type Mpi } from './mpi.js';

/**
 * Reads the specification's basic data types. Every length is checked against what is left before
 * anything is taken, so no received number sizes an allocation. What it returns are views.
 */
export class WireReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes read so far. */
  get position(): number {
    return this.#at;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  /** BYTE */
  byte(): number {
    return this.#view.getUint8(this.#take(1));
  }

  /** SHORT: 2 bytes, big-endian */
  short(): number {
    return this.#view.getUint16(this.#take(2));
  }

  /** INT: 4 bytes, big-endian, unsigned */
  int(): number {
    return this.#view.getUint32(this.#take(4));
  }

  /** `length` raw bytes: CTR (8), MAC (20) and the like */
  fixed(length: number): Uint8Array {
    const at = this.#take(length);
    return this.#bytes.subarray(at, this.#at);
  }

  /** DATA: INT length, then that many bytes */
  data(): Uint8Array {
    return this.fixed(this.int());
  }

  /** MPI of at most `max` bytes; leading zeros are taken, and dropped. */
  mpi(max: number): Mpi {
    return minimal(this.#mpiBytes(max));
  }

  /** MPI that must be minimal: other engines hash a public key as received. */
  strictMpi(max: number): Mpi {
    const value = this.#mpiBytes(max);
    if (value[0] === 0) throw new OtrFault('malformed', 'MPI is not minimal');
    return value;
  }

  /** Everything from `start` (a former `position`) to here. */
  since(start: number): Uint8Array {
    return this.#bytes.subarray(start, this.#at);
  }

  /** Refuses what is left over. */
  end(): void {
    if (this.remaining > 0) throw new OtrFault('malformed', 'trailing bytes');
  }

  #mpiBytes(max: number): Uint8Array {
    const length = this.int();
    if (length > max) throw new OtrFault('too-large', 'MPI');
    return this.fixed(length);
  }

  /** Moves over `length` bytes, which must be there; where they begin. */
  #take(length: number): number {
    if (length > this.remaining) throw new OtrFault('malformed', 'ends too early');
    const at = this.#at;
    this.#at += length;
    return at;
  }
}
