// SPDX-License-Identifier: GPL-2.0-or-later
import { OtrFault } from '../wire/fault.js';
import type { Fragment } from '../wire/fragment.js';
import { MAX_MESSAGE_CHARACTERS } from '../wire/limits.js';
import { MAX_REASSEMBLIES, REASSEMBLY_LIFETIME } from './limits.js';

interface Assembly {
  readonly total: number;
  readonly index: number;
  readonly pieces: readonly string[];
  readonly length: number;
  readonly since: number;
}

/** Messages that arrive in pieces, one per sender at a time, bounded in number, size and age. */
export class Reassembly {
  readonly #assemblies = new Map<string, Assembly>();

  /** Takes a fragment; the whole message when it was the last one, else null. */
  add(fragment: Fragment, now: number): string | null {
    const key = `${fragment.version}/${fragment.senderTag}`;
    const next = this.#next(this.#assemblies.get(key), fragment, now);
    this.#assemblies.delete(key);
    if (next === null) return null;
    if (next.length > MAX_MESSAGE_CHARACTERS) throw new OtrFault('too-large', 'reassembly');
    if (next.index === next.total) return next.pieces.join('');
    this.#makeRoom();
    this.#assemblies.set(key, next);
    return null;
  }

  /** "k = 1: forget, store. n = N and k = K + 1: append. Otherwise: forget." */
  #next(known: Assembly | undefined, fragment: Fragment, now: number): Assembly | null {
    const { index, total, piece } = fragment;
    if (index === 1) return { total, index, pieces: [piece], length: piece.length, since: now };
    if (known?.total !== total || known.index + 1 !== index) return null;
    const { pieces, length, since } = known;
    return { total, index, pieces: [...pieces, piece], length: length + piece.length, since };
  }

  #makeRoom(): void {
    if (this.#assemblies.size < MAX_REASSEMBLIES) return;
    const [oldest] = this.#assemblies.keys();
    if (oldest !== undefined) this.#assemblies.delete(oldest);
  }

  /** Forgets what has taken too long. */
  expire(now: number): void {
    for (const [key, { since }] of this.#assemblies)
      if (now - since >= REASSEMBLY_LIFETIME) this.#assemblies.delete(key);
  }

  nextDeadline(): number | null {
    const times = [...this.#assemblies.values()].map(({ since }) => since + REASSEMBLY_LIFETIME);
    return times.length === 0 ? null : Math.min(...times);
  }
}
