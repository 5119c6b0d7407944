// SPDX-License-Identifier: GPL-2.0-or-later
import type { Figure, Figures } from './figures.js';
import type { Conditions } from './machine.js';
import type { Limit, Row } from './rows.js';

export interface Result {
  readonly row: Row;
  readonly figures: Figures;
  /** The gates that do not hold. */
  readonly missed: readonly Limit[];
}

export function judge(row: Row, figures: Figures): Result {
  const missed = row.limits.filter(({ of, gate }) => gate !== null && !holds(figures, of, gate));
  return { row, figures, missed };
}

/** Whether the median is at most this; what was not measured is not. */
function holds(figures: Figures, of: Limit['of'], most: number): boolean {
  return (figureOf(figures, of)?.median ?? NaN) <= most;
}

function figureOf({ ours, ratio, longest }: Figures, of: Limit['of']): Figure | null {
  return { cost: ours, ratio, longest }[of];
}

const HEAD = ['median (lowest – highest)', 'ours', 'libotr', 'ratio', 'gate', 'goal'];

/** The results as a table in Markdown. */
export function table(results: readonly Result[]): string {
  const lines = [HEAD, ...results.flatMap(linesOf)];
  const widths = HEAD.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const text = lines.map(
    (line) => `| ${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [text[0], rule, ...text.slice(1)].join('\n');
}

function linesOf({ row, figures }: Result): readonly (readonly string[])[] {
  const { ours, libotrs, ratio, longest, libotrsLongest } = figures;
  const { what, unit, limits } = row;
  const cells = (figure: Figure | null, of = ''): string =>
    figure === null ? '' : range(figure, of);
  const lines = [
    [what, cells(ours, unit), cells(libotrs, unit), cells(ratio), ...bounds(['ratio', 'cost'])],
  ];
  if (longest !== null)
    lines.push([
      '– longest wait',
      cells(longest, unit),
      cells(libotrsLongest, unit),
      '',
      ...bounds(['longest']),
    ]);
  return lines;

  function bounds(kinds: readonly Limit['of'][]): readonly string[] {
    const these = limits.filter(({ of }) => kinds.includes(of));
    return (['gate', 'goal'] as const).map((bound) =>
      these
        .flatMap(({ of, [bound]: most }) => {
          if (most === null) return [];
          const unitOf = of === 'ratio' ? '' : ` ${unit}`;
          return [`${holds(figures, of, most) ? 'ok' : 'NO'} ≤ ${most}${unitOf}`];
        })
        .join(', '),
    );
  }
}

function range({ median, min, max }: Figure, unit: string): string {
  return `${short(median)}${unit === '' ? '' : ` ${unit}`} (${short(min)} – ${short(max)})`;
}

/** Three digits that mean something. */
function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** Everything that the table is made of, for programs. */
export function toJson(conditions: Conditions, results: readonly Result[]): string {
  return `${JSON.stringify({ conditions, results }, null, 2)}\n`;
}
