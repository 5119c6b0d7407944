// SPDX-License-Identifier: GPL-2.0-or-later
import type { Cost } from './cost.js';
import { type Row, UNITS } from './rows.js';

/** One value a round, and what they say together. */
export interface Figure {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly rounds: readonly number[];
}

/** What a row came to, in its unit; figures that the row does not have are null. */
export interface Figures {
  readonly ours: Figure;
  readonly libotrs: Figure;
  readonly ratio: Figure | null;
  readonly longest: Figure | null;
  readonly libotrsLongest: Figure | null;
}

export interface Round {
  readonly ours: Cost;
  readonly libotrs: Cost;
}

export function figuresOf(row: Row, rounds: readonly Round[]): Figures {
  const unit = UNITS[row.unit];
  const each = (cost: Cost, count: number): number =>
    (cost.total * unit) / (row.whole === true ? 1 : count);
  const ours = rounds.map((round) => each(round.ours, row.ours));
  const libotrs = rounds.map((round) => each(round.libotrs, row.libotrs));
  const isWatched = row.limits.some((limit) => limit.of === 'longest');
  const longest = (of: keyof Round): Figure | null =>
    isWatched ? figure(rounds.map((round) => round[of].longest * unit)) : null;
  return {
    ours: figure(ours),
    libotrs: figure(libotrs),
    ratio: row.whole === true ? null : figure(ours.map((own, i) => own / (libotrs[i] ?? NaN))),
    longest: longest('ours'),
    libotrsLongest: longest('libotrs'),
  };
}

function figure(rounds: readonly number[]): Figure {
  const sorted = [...rounds].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? NaN;
  const middle = (sorted.length - 1) / 2;
  const median = (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2;
  return { median, min: at(0), max: at(sorted.length - 1), rounds };
}
