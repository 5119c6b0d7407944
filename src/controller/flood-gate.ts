// SPDX-License-Identifier: GPL-2.0-or-later
import { RateLimit } from '../session/limits.js';

/** `last`: the first one too many, the moment to say that no more are shown. */
export type Passage = 'allowed' | 'last' | 'refused';

const LINES = 10;
const SPAN_MS = 60_000;

/** Lines of one kind: ten in any minute. */
export class FloodGate {
  readonly #lines = new RateLimit(LINES, SPAN_MS);
  readonly #endings = new RateLimit(1, SPAN_MS);

  /** One more at `now`, in milliseconds. */
  take(now: number): Passage {
    if (this.#lines.take(now)) return 'allowed';
    return this.#endings.take(now) ? 'last' : 'refused';
  }
}
