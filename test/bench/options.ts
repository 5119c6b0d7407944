// SPDX-License-Identifier: GPL-2.0-or-later
import { parseArgs } from 'node:util';
import { type Row, ROWS } from './rows.js';

export interface Options {
  readonly rounds: number;
  readonly rows: readonly Row[];
  /** Where every value of every round goes. */
  readonly json: string | null;
  /** Whether the bridge's cryptography is used, as in the plugin. */
  readonly bridge: boolean;
  /** A little of the work, no round that counts, no verdict: shows that everything still runs. */
  readonly smoke: boolean;
}

/** Fewer rounds say little: a machine changes its pace now and then. */
const ROUNDS = '9';

/** The part of the work that a smoke run does. */
const SMOKE = 0.02;

export const USAGE = `Usage: npm run bench -- [--rounds N] [--rows NAME,NAME...] [--json FILE] [--no-bridge] [--smoke]
  --rounds N   rounds that count (default ${ROUNDS}); one that does not comes before them
  --rows NAMES only these of ${ROWS.map(({ name }) => name).join(', ')}
  --json FILE  writes every value of every round into FILE
  --no-bridge  the engine as a library in any Node: without the bridge's cryptography
  --smoke      a little of the work, no gates: shows that everything still runs
`;

/** The options of the command line; null when they are none. */
export function parseOptions(args: string[]): Options | null {
  try {
    return read(args);
  } catch {
    return null;
  }
}

function read(args: string[]): Options | null {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: ROUNDS },
      rows: { type: 'string' },
      json: { type: 'string' },
      'no-bridge': { type: 'boolean', default: false },
      smoke: { type: 'boolean', default: false },
    },
  });
  const { smoke, json = null } = values;
  const names = values.rows?.split(',') ?? ROWS.map(({ name }) => name);
  const chosen = ROWS.filter(({ name }) => names.includes(name));
  const rows = smoke ? chosen.map(little) : chosen;
  const rounds = smoke ? 0 : Number(values.rounds);
  if (rows.length !== names.length || !Number.isInteger(rounds) || (rounds < 1 && !smoke))
    return null;
  return { rounds, rows, json, bridge: !values['no-bridge'], smoke };
}

function little(row: Row): Row {
  const some = (count: number): number => Math.ceil(count * SMOKE);
  return { ...row, ours: some(row.ours), libotrs: some(row.libotrs) };
}
