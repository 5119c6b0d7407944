// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * For a program of its own: counts the calls that change something on disk. Before call number
 * CRASH_AT the process ends without notice; call number FAIL_AT fails with the code FAIL_CODE. The
 * count goes to standard error at the end.
 */
import type * as fs from 'node:fs';
import { createRequire } from 'node:module';

const { CRASH_AT, FAIL_AT, FAIL_CODE } = process.env;
let calls = 0;

function count(): void {
  calls += 1;
  if (calls === Number(CRASH_AT)) process.kill(process.pid, 'SIGKILL');
  if (calls === Number(FAIL_AT)) throw Object.assign(new Error('a test'), { code: FAIL_CODE });
}

type Named = Record<string, (...args: unknown[]) => unknown>;

function watch(owner: object, names: readonly string[]): void {
  for (const name of names) {
    const original = (owner as Named)[name];
    if (original === undefined) throw new Error(`no ${name} to watch`);
    (owner as Named)[name] = (...args): unknown => {
      count();
      return original.apply(owner, args);
    };
  }
}

// The one object that every importer shares.
const real = createRequire(__filename)('node:fs') as typeof fs;
watch(real, [
  ...['openSync', 'fchmodSync', 'writeFileSync', 'fsyncSync', 'closeSync'],
  ...['renameSync', 'rmSync', 'linkSync'],
]);

const open = real.promises.open;
real.promises.open = async (...args): Promise<fs.promises.FileHandle> => {
  count();
  const handle = await open(...args);
  watch(handle, ['chmod', 'writeFile', 'sync']);
  return handle;
};

process.on('exit', () => {
  process.stderr.write(`calls: ${calls}\n`);
});
