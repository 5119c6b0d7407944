// SPDX-License-Identifier: GPL-2.0-or-later
import type { Work } from '../crypto/work.js';
import type { Clock } from './ports.js';

/** Does work in later turns of the main loop, `parts` of it in each, so that no turn is long. */
export function inTurns<T>(
  clock: Clock,
  parts: number,
  work: Work<T>,
  done: (value: T) => void,
): void {
  clock.after(0, () => {
    for (let left = parts; left > 0; left -= 1) {
      const step = work.next();
      if (step.done === true) {
        done(step.value);
        return;
      }
    }
    inTurns(clock, parts, work, done);
  });
}
