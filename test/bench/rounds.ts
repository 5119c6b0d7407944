// SPDX-License-Identifier: GPL-2.0-or-later
import type { Round } from './figures.js';
import { Program } from './program.js';
import type { Row } from './rows.js';

/** The commands that start the two programs. */
export interface Commands {
  readonly ours: readonly string[];
  readonly libotrs: readonly string[];
}

interface Pair {
  readonly ours: Program;
  readonly libotrs: Program;
}

/**
 * What `count` rounds of a row cost, after one that warms up. Every row has programs of its own: what
 * another one has left behind is no part of its cost.
 */
export async function measure(row: Row, commands: Commands, count: number): Promise<Round[]> {
  const rounds: Round[] = [];
  let pair = start(commands);
  for (let i = 0; i <= count; i += 1) {
    const round = await costsOf(row, pair, i % 2 === 0);
    if (i > 0) rounds.push(round);
    if (row.fresh !== true || i === count) continue;
    end(pair);
    pair = start(commands);
  }
  end(pair);
  return rounds;
}

function start({ ours, libotrs }: Commands): Pair {
  return { ours: new Program(ours), libotrs: new Program(libotrs) };
}

function end({ ours, libotrs }: Pair): void {
  ours.end();
  libotrs.end();
}

/** One right after the other, so that both meet the machine at the same pace. */
async function costsOf(row: Row, { ours, libotrs }: Pair, oursFirst: boolean): Promise<Round> {
  const our = (): Promise<Round['ours']> => ours.ask(row.name, row.ours);
  const first = oursFirst ? await our() : null;
  const theirs = await libotrs.ask(row.name, row.libotrs);
  return { ours: first ?? (await our()), libotrs: theirs };
}
