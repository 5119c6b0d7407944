// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * A non-negative integer as the specification's MPI holds it: big-endian bytes without leading
 * zeros; zero has no bytes. Kept as bytes, since Diffie-Hellman values are compared and sent far
 * more often than they are calculated with.
 */
export type Mpi = Uint8Array;

/** The value without leading zero bytes; a view, not a copy. */
export function minimal(bytes: Uint8Array): Mpi {
  let start = 0;
  while (start < bytes.length && bytes[start] === 0) start += 1;
  return start === 0 ? bytes : bytes.subarray(start);
}

/** Below 0, 0 or above 0 as a < b, a = b, a > b. For public values: not constant-time. */
export function compareMpi(a: Mpi, b: Mpi): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let i = 0; i < a.length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
