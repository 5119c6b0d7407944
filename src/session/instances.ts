// SPDX-License-Identifier: GPL-2.0-or-later
import type { Version } from './events.js';
import { type Instance, newInstance, resetAuth } from './instance.js';
import { MAX_INSTANCES } from './limits.js';

/** The instances of one contact: a bounded number, since tags cost a forger nothing. */
export class Instances {
  readonly #byKey = new Map<string, Instance>();

  all(): readonly Instance[] {
    return [...this.#byKey.values()];
  }

  find(version: Version, theirTag: number): Instance | null {
    return this.#byKey.get(key(version, theirTag)) ?? null;
  }

  /** The instance of this tag, made if need be; null when all places hold something of worth. */
  ensure(version: Version, theirTag: number): Instance | null {
    const known = this.find(version, theirTag);
    if (known !== null) return known;
    if (this.#byKey.size >= MAX_INSTANCES && !this.#evict()) return null;
    const made = newInstance(version, theirTag);
    this.#byKey.set(key(version, theirTag), made);
    return made;
  }

  /** Forgets the plaintext instance that has been silent the longest. */
  #evict(): boolean {
    const [oldest] = this.all()
      .filter(({ message }) => message.kind === 'plaintext')
      .sort((a, b) => lastSign(a) - lastSign(b));
    if (oldest === undefined) return false;
    resetAuth(oldest);
    return this.#byKey.delete(key(oldest.version, oldest.theirTag));
  }

  /** Encrypted before finished before plaintext, then trusted, then most recently heard of. */
  best(isTrusted: (fingerprint: string) => boolean): Instance | null {
    let best: Instance | null = null;
    for (const instance of this.#byKey.values()) {
      const order = best === null ? 1 : rank(instance, isTrusted) - rank(best, isTrusted);
      const isNewer = best !== null && heardAt(instance) > heardAt(best);
      if (order > 0 || (order === 0 && isNewer)) best = instance;
    }
    return best;
  }
}

function rank({ message }: Instance, isTrusted: (fingerprint: string) => boolean): number {
  if (message.kind === 'plaintext') return 0;
  if (message.kind === 'finished') return 1;
  return isTrusted(message.peer.fingerprint) ? 3 : 2;
}

function key(version: Version, theirTag: number): string {
  return `${version}/${theirTag}`;
}

/** Minus infinity: never. */
export function heardAt({ lastReceived }: Instance): number {
  return lastReceived ?? -Infinity;
}

function lastSign(instance: Instance): number {
  return Math.max(heardAt(instance), instance.authSince);
}
