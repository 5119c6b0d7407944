// SPDX-License-Identifier: GPL-2.0-or-later
import { contactKey, type ContactId } from '../contact-id.js';
import type { Services } from '../services.js';

/** Each comparison is one guess for somebody who stands between: "warn at 1, pause at 3". */
const FAILURES_TO_PAUSE = 3;
const PAUSE_MS = 10 * 60_000;

/** Failed comparisons by key, and how long there are no further ones. */
export class Pauses {
  readonly #services: Services;
  readonly #until = new Map<string, number>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** One more failure in a row with this key: how many there are. */
  failed(id: ContactId, fingerprint: string): number {
    const { ports, trust } = this.#services;
    const count = trust.failed(id, fingerprint);
    if (count >= FAILURES_TO_PAUSE)
      this.#until.set(keyOf(id, fingerprint), ports.clock.now() + PAUSE_MS);
    return count;
  }

  /** Minutes until the next comparison with this key, rounded up; 0: now. */
  minutesLeft(id: ContactId, fingerprint: string): number {
    const until = this.#until.get(keyOf(id, fingerprint)) ?? 0;
    return Math.max(0, Math.ceil((until - this.#services.ports.clock.now()) / 60_000));
  }
}

function keyOf(id: ContactId, fingerprint: string): string {
  return `${contactKey(id)}\0${fingerprint}`;
}
