// SPDX-License-Identifier: GPL-2.0-or-later

/** What a row's operations cost, taken together. */
export interface Cost {
  /** Seconds of CPU time, user and system, of the whole process; the memory row has bytes. */
  readonly total: number;
  /** The longest time in seconds that one call kept its caller waiting, if the row takes it; else 0. */
  readonly longest: number;
}

/** CPU time of this process until now, in seconds: every thread of V8's and libuv's is charged. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** What `work` costs. */
export function costOf(work: () => void): Cost {
  const start = cpuSeconds();
  work();
  return { total: cpuSeconds() - start, longest: 0 };
}
