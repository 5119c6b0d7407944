// SPDX-License-Identifier: GPL-2.0-or-later
import { fromUtf8, utf8 } from '../wire/bytes.js';
import { OtrFault } from '../wire/fault.js';
import type { Fragment } from '../wire/fragment.js';
import { MAX_MESSAGE_CHARACTERS } from '../wire/limits.js';
import { MAX_REASSEMBLIES, REASSEMBLY_LIFETIME } from './limits.js';

interface Assembly {
  readonly total: number;
  readonly since: number;
  /** In order; as many as have come. */
  readonly pieces: string[];
  /** Characters of all pieces. */
  length: number;
}

/** Messages that arrive in pieces, one per sender at a time, bounded in number, size and age. */
export class Reassembly {
  readonly #assemblies = new Map<string, Assembly>();

  /** Takes a fragment; the whole message when it was the last one, else null. */
  add(fragment: Fragment, now: number): string | null {
    const key = keyOf(fragment);
    const assembly = this.#continued(this.#assemblies.get(key), fragment, now);
    this.#assemblies.delete(key);
    if (assembly === null) return null;
    const { pieces, total } = assembly;
    assembly.length += fragment.piece.length;
    if (assembly.length > MAX_MESSAGE_CHARACTERS) throw new OtrFault('too-large', 'reassembly');
    pieces.push(detached(fragment.piece));
    if (pieces.length === total) return pieces.join('');
    this.#makeRoom();
    this.#assemblies.set(key, assembly);
    return null;
  }

  /** "k = 1: forget, store. n = N and k = K + 1: append. Otherwise: forget." */
  #continued(known: Assembly | undefined, fragment: Fragment, now: number): Assembly | null {
    const { index, total } = fragment;
    if (index === 1) return { total, since: now, pieces: [], length: 0 };
    if (known === undefined || now - known.since >= REASSEMBLY_LIFETIME) return null;
    return known.total === total && known.pieces.length + 1 === index ? known : null;
  }

  /** "If you receive an unfragmented message, forget any stored fragment": that sender's. */
  forget(sender: Sender): void {
    this.#assemblies.delete(keyOf(sender));
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

/** Tags are 0 in version 2. */
type Sender = Pick<Fragment, 'version' | 'senderTag'>;

function keyOf({ version, senderTag }: Sender): string {
  return `${version}/${senderTag}`;
}

/** A copy: V8 keeps the whole text alive that a part was cut from, however long it is. */
function detached(piece: string): string {
  return fromUtf8(utf8(piece));
}
