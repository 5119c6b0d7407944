// SPDX-License-Identifier: GPL-2.0-or-later
import type { AccountId, ContactId } from './contact-id.js';

type ByWho<T> = Map<string, T>;

/**
 * A value for each of many contacts. Names are looked up as they are, one after the other: putting a
 * key together for every message would take longer than the look-ups (measured).
 */
export class ContactMap<T> {
  readonly #byProtocol = new Map<string, Map<string, ByWho<T>>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  find(id: ContactId): T | undefined {
    return this.#of(id)?.get(id.who);
  }

  /** Adds a contact that is not there yet. */
  add(id: ContactId, value: T): void {
    const byUsername = this.#byProtocol.get(id.protocol) ?? new Map<string, ByWho<T>>();
    const byWho = byUsername.get(id.username) ?? new Map<string, T>();
    this.#byProtocol.set(id.protocol, byUsername.set(id.username, byWho.set(id.who, value)));
    this.#size += 1;
  }

  remove(id: ContactId): void {
    if (this.#of(id)?.delete(id.who) === true) this.#size -= 1;
  }

  of(account: AccountId): readonly T[] {
    return [...(this.#of(account)?.values() ?? [])];
  }

  all(): readonly T[] {
    return [...this.#byProtocol.values()].flatMap((byUsername) =>
      [...byUsername.values()].flatMap((byWho) => [...byWho.values()]),
    );
  }

  #of({ protocol, username }: AccountId): ByWho<T> | undefined {
    return this.#byProtocol.get(protocol)?.get(username);
  }
}
