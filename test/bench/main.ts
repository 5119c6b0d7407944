// SPDX-License-Identifier: GPL-2.0-or-later
import { writeFileSync } from 'node:fs';
import { figuresOf } from './figures.js';
import { conditions, describe } from './machine.js';
import { parseOptions, USAGE } from './options.js';
import { judge, type Result, table, toJson } from './report.js';
import { type Commands, measure } from './rounds.js';

/** Runs both programs, prints and judges; the exit status. */
export async function bench(args: string[], commands: Commands): Promise<number> {
  const options = parseOptions(args);
  if (options === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  const { libotrs } = commands;
  const ours = options.bridge ? [...commands.ours, 'bridge'] : commands.ours;
  const results: Result[] = [];
  for (const row of options.rows) {
    process.stderr.write(`${row.name} `);
    const rounds = await measure(row, { ours, libotrs }, options.rounds);
    if (rounds.length > 0) results.push(judge(row, figuresOf(row, rounds)));
  }
  process.stderr.write('\n');
  return options.smoke ? 0 : report(results, options.json);
}

function report(results: readonly Result[], json: string | null): number {
  const machine = conditions();
  process.stdout.write(`${table(results)}\n\n${describe(machine)}\n`);
  if (json !== null) writeFileSync(json, toJson(machine, results));
  const missed = results.filter((result) => result.missed.length > 0).map(({ row }) => row.name);
  if (missed.length === 0) return 0;
  process.stdout.write(`Missed gates: ${missed.join(', ')}\n`);
  return 1;
}
