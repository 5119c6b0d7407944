// SPDX-License-Identifier: GPL-2.0-or-later
import type { Target } from './target.js';

/** CPU time that any input may take, and what each million characters add: generous, machines are busy. */
const LIMIT_MS = 300;
const LIMIT_MS_PER_MILLION = 1000;

/** A find: what went wrong with an input. */
export interface Find {
  readonly target: string;
  readonly what: string;
  readonly input: unknown;
}

/** Runs one input; what is wrong, or null. */
export function tried(target: Target, input: unknown): string | null {
  const { allowance = 0, readers = 1 } = target;
  const millions = target.size(input) / 1e6;
  const limit = allowance + readers * (LIMIT_MS + millions * LIMIT_MS_PER_MILLION);
  // A slow moment of the machine is no find: the fastest of three counts.
  let fastest = Infinity;
  for (let left = 3; left > 0 && fastest > limit; left -= 1) {
    const start = process.cpuUsage().user;
    try {
      target.run(input);
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'thrown';
    }
    fastest = Math.min(fastest, (process.cpuUsage().user - start) / 1000);
  }
  return fastest <= limit ? null : `took ${Math.round(fastest)} ms, not ${Math.round(limit)}`;
}
