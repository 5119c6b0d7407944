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
    return dayOf(new Date());
  }

  moment(time: number): string {
    const then = new Date(Date.now() - (this.now() - time));
    const hour = `${two(then.getHours())}:${two(then.getMinutes())}`;
    const day = dayOf(then);
    return day === this.today() ? hour : `${day} ${hour}`;
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

function dayOf(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
