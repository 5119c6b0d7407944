// SPDX-License-Identifier: GPL-2.0-or-later
import type { Clock } from '../controller/ports.js';

/** setTimeout takes no longer wait; an action that comes too early is asked for again. */
const LONGEST_WAIT = 0x7fffffff;

/** The process's clock: monotonic, and without a timer when nothing is due. */
export class SystemClock implements Clock {
  readonly #guard: (action: () => void) => void;
  readonly #timers = new Set<NodeJS.Timeout>();

  /** `guard` runs each action, and catches what goes wrong in it. */
  constructor(guard: (action: () => void) => void) {
    this.#guard = guard;
  }

  now(): number {
    return performance.now();
  }

  today(): string {
    const now = new Date();
    const two = (number: number): string => String(number).padStart(2, '0');
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  after(milliseconds: number, action: () => void): () => void {
    const wait = Math.min(Math.ceil(milliseconds), LONGEST_WAIT);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#guard(action);
    }, wait);
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
      clearTimeout(timer);
    };
  }

  /** Calls everything off. */
  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
