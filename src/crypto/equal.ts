// SPDX-License-Identifier: GPL-2.0-or-later
import { timingSafeEqual } from 'node:crypto';

/** Whether two byte strings are the same, in a time that tells nothing about where they differ. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
