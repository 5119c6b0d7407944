// SPDX-License-Identifier: GPL-2.0-or-later
import type { Contender } from './contender.js';
import type { Round } from './figures.js';
import type { Options } from './options.js';
import type { Row } from './rows.js';

export interface Contenders {
  readonly ours: Contender;
  readonly libotrs: Contender;
}

/** What every round of every row cost. The first round warms up, and is not among them. */
export async function measure(
  contenders: Contenders,
  { rows, rounds, smoke }: Options,
): Promise<readonly (readonly Round[])[]> {
  const all = rows.map((): Round[] => []);
  for (let round = smoke ? 1 : 0; round <= rounds; round += 1) {
    process.stderr.write(round === 0 ? 'warming up' : `\rround ${round} of ${rounds}`);
    for (const [i, row] of rows.entries()) {
      const costs = await costsOf(contenders, row, round % 2 === 0);
      if (round > 0) all[i]?.push(costs);
    }
  }
  process.stderr.write('\r\x1b[K');
  return all;
}

/** One after the other at once, so that both meet the machine at the same pace. */
async function costsOf(
  { ours, libotrs }: Contenders,
  row: Row,
  oursFirst: boolean,
): Promise<Round> {
  const first = oursFirst ? await ours.run(row.name, row.ours, row.fresh === true) : null;
  const theirs = await libotrs.run(row.name, row.libotrs, row.fresh === true);
  return {
    ours: first ?? (await ours.run(row.name, row.ours, row.fresh === true)),
    libotrs: theirs,
  };
}
