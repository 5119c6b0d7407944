// SPDX-License-Identifier: GPL-2.0-or-later
import { writeFileSync } from 'node:fs';
import { Contender } from './contender.js';
import { figuresOf } from './figures.js';
import { conditions, describe } from './machine.js';
import { parseOptions, USAGE } from './options.js';
import { judge, table, toJson } from './report.js';
import { measure } from './rounds.js';

/** The commands that start the two programs. */
export interface Programs {
  readonly ours: readonly string[];
  /** A further argument of ours. */
  readonly bridge: string;
  readonly libotrs: readonly string[];
}

/** Runs both, prints and judges; the exit status. */
export async function bench(args: string[], programs: Programs): Promise<number> {
  const options = parseOptions(args);
  if (options === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  const contenders = {
    ours: new Contender(options.bridge ? [...programs.ours, programs.bridge] : programs.ours),
    libotrs: new Contender(programs.libotrs),
  };
  const rounds = await measure(contenders, options);
  contenders.ours.end();
  contenders.libotrs.end();
  if (options.smoke) {
    process.stdout.write(`All ${options.rows.length} rows run.\n`);
    return 0;
  }
  const results = options.rows.map((row, i) => judge(row, figuresOf(row, rounds[i] ?? [])));
  const machine = conditions();
  process.stdout.write(`${table(results)}\n\n${describe(machine)}\n`);
  if (options.json !== null) writeFileSync(options.json, toJson(machine, results));
  const missed = results.filter((result) => result.missed.length > 0).map(({ row }) => row.name);
  if (missed.length === 0) return 0;
  process.stdout.write(`Missed gates: ${missed.join(', ')}\n`);
  return 1;
}
