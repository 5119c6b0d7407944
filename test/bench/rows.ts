// SPDX-License-Identifier: GPL-2.0-or-later

/** What a row measures, and what must hold. */
export interface Row {
  /** What both programs call it. */
  readonly name: string;
  readonly what: string;
  readonly unit: keyof typeof UNITS;
  /** Operations of each program in one round; the cost is that of one. */
  readonly ours: number;
  readonly libotrs: number;
  readonly limits: readonly Limit[];
  /** The cost is that of all operations together, and grows faster than their number: no ratio. */
  readonly whole?: true;
  /** Needs programs that have done nothing yet: memory that was freed is used again. */
  readonly fresh?: true;
}

export interface Limit {
  /** Ours by libotr's, or ours, in the row's unit. */
  readonly of: 'ratio' | 'cost' | 'longest';
  /** What must hold: at most this. */
  readonly gate: number | null;
  /** What we would like to reach. */
  readonly goal: number | null;
}

/** How many there are in a second or a byte. */
export const UNITS = { ms: 1e3, µs: 1e6, KB: 1 / 1024 } as const;

function ratio(gate: number, goal: number | null): Limit {
  return { of: 'ratio', gate, goal };
}

function cost(gate: number | null, goal: number | null): Limit {
  return { of: 'cost', gate, goal };
}

/** Of the calls in one round, the longest that its caller had to wait for. */
function longest(gate: number, goal: number | null): Limit {
  return { of: 'longest', gate, goal };
}

/** Every row that needs no Pidgin; the others are measured by scripts/figures. */
// prettier-ignore
export const ROWS: readonly Row[] = [
  { name: 'ake', what: 'key exchange, version 3', unit: 'ms', ours: 60, libotrs: 15, limits: [ratio(0.5, 0.35)] },
  { name: 'smp', what: 'SMP with question', unit: 'ms', ours: 3, libotrs: 2, limits: [ratio(0.45, 0.35), longest(20, 8)] },
  { name: 'pingpong', what: 'message that rotates keys', unit: 'ms', ours: 150, libotrs: 50, limits: [ratio(0.35, 0.28)] },
  { name: 'burst20', what: 'message of 20 B', unit: 'µs', ours: 10_000, libotrs: 60_000, limits: [ratio(10, 1), cost(50, null)] },
  { name: 'burst200', what: 'message of 200 B', unit: 'µs', ours: 8_000, libotrs: 50_000, limits: [ratio(8, 1), cost(50, null)] },
  { name: 'burst2000', what: 'message of 2 KB', unit: 'µs', ours: 5_000, libotrs: 15_000, limits: [ratio(3, 1), cost(50, null)] },
  { name: 'burst60000', what: 'message of 60 KB', unit: 'µs', ours: 600, libotrs: 500, limits: [ratio(1, 1)] },
  { name: 'fragments', what: '60 KB in 222 fragments', unit: 'ms', ours: 150, libotrs: 250, limits: [ratio(2, 1)] },
  { name: 'keygen', what: 'key generation', unit: 'ms', ours: 8, libotrs: 8, limits: [ratio(1.1, 0.9), longest(2, null)] },
  { name: 'fingerprints', what: '100,000 fingerprints (libotr: 2,000)', unit: 'ms', ours: 100_000, libotrs: 2_000, whole: true, limits: [cost(1000, 400)] },
  { name: 'lookup', what: 'look-up among 10,000', unit: 'µs', ours: 500_000, libotrs: 3_000, limits: [cost(0.5, null)] },
  { name: 'memory', what: 'private conversation, one side', unit: 'KB', ours: 400, libotrs: 120, fresh: true, limits: [ratio(1, null), cost(null, 15)] },
];
