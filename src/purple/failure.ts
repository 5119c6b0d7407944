// SPDX-License-Identifier: GPL-2.0-or-later
import type { Native } from './native.js';

/** Reports our own mistakes, once: after that the guard in C answers for us. */
export class Failure {
  readonly #native: Pick<Native, 'fail'>;
  #isReported = false;

  constructor(native: Pick<Native, 'fail'>) {
    this.#native = native;
  }

  /** Where it happened and of what kind: never the message of an error, which may quote content. */
  report(where: string, error: unknown): void {
    if (this.#isReported) return;
    this.#isReported = true;
    this.#native.fail(`${where}: ${kindOf(error)}`);
  }

  /** The handler, which reports what it throws and still throws it: no answer. */
  wrap<A extends readonly unknown[], R>(
    where: string,
    handler: (...args: A) => R,
  ): (...args: A) => R {
    return (...args) => {
      try {
        return handler(...args);
      } catch (error) {
        this.report(where, error);
        throw error;
      }
    };
  }

  /** Runs something that nobody waits for an answer of. */
  guard(where: string, action: () => void): void {
    try {
      action();
    } catch (error) {
      this.report(where, error);
    }
  }
}

/** An error's class and the place it comes from. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const [, place = ''] = /^\s+at (.*)$/m.exec(error.stack ?? '') ?? [];
  return `${error.name} ${place}`.trim();
}
