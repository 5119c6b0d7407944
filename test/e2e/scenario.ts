// SPDX-License-Identifier: GPL-2.0-or-later
import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** What a side uses: our plugin as it was built, Debian's pidgin-otr, or for B a program of its own. */
export type Plugin = 'otr-ts' | 'pidgin-otr' | 'irssi' | 'mcabber' | 'potr' | 'profanity';

export interface Pairing {
  /** The messenger of side A; left out: Pidgin, as at side B. */
  readonly host?: 'finch';
  readonly a: Plugin;
  readonly b: Plugin;
  readonly transport: 'xmpp' | 'irc';
  /** What the messengers speak; left out: English. */
  readonly language?: 'fr';
}

const ROOT = join(__dirname, '../..');
const OURS = join(ROOT, 'build/plugin/otr-ts.so');
/** Debian's Python: another one that is first on the PATH may lack its modules. */
const PYTHON = '/usr/bin/python3';
const TIMEOUT_MS = 240_000;

/** Whether the whole matrix is asked for, not only what finds most. */
export const full = process.env['E2E_FULL'] === '1';

interface Outcome {
  readonly failed: boolean;
  readonly output: string;
}

/** Runs a program to its end; both its outputs as one text. */
function run(program: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: TIMEOUT_MS }, (error, stdout, stderr) => {
      resolve({ failed: error !== null, output: stdout + stderr });
    });
  });
}

/** Python with a script of the project's, by its path from the root. */
export function python(script: string, args: readonly string[]): Promise<Outcome> {
  return run(PYTHON, [join(ROOT, script), ...args]);
}

/** Everything a run leaves behind is kept where OTR_E2E_TMP says; otherwise only failed runs are. */
const keep = process.env['OTR_E2E_TMP'] === undefined ? '--keep-failed' : '--keep';

/** One jest test per scenario of run.py's. */
export function scenarios(pairing: Pairing, names: readonly string[]): void {
  const { host = 'pidgin', a, b, transport, language = 'en' } = pairing;
  const path = (plugin: Plugin): string => (plugin === 'otr-ts' ? OURS : plugin);
  const sides = ['--host-a', host, '--a', path(a), '--b', path(b)];
  const args = [...sides, '--transport', transport, '--language', language, keep];
  describe(`${a} in ${host} to ${b} over ${transport}, ${language}`, () => {
    test.each(names)(
      '%s',
      async (name) => {
        const { failed, output } = await python('test/e2e/run.py', [name, ...args]);
        if (failed) throw new Error(output);
      },
      TIMEOUT_MS,
    );
  });
}
