// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * A calculation in parts: it pauses before each, and none is longer than about 1 ms. Whoever drops it
 * half done calls `return`, so that it wipes what it holds.
 */
export type Work<T> = Generator<undefined, T, undefined>;

/** Carries it out at a stretch. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

/** Work whose preparations are undone when it does not come to its end. */
export function* unlessDone<T>(work: Work<T>, undo: () => void): Work<T> {
  let isDone = false;
  try {
    const value = yield* work;
    isDone = true;
    return value;
  } finally {
    if (!isDone) undo();
  }
}
