// SPDX-License-Identifier: GPL-2.0-or-later
// Our engine and Debian's libotr do the same work in turns: ratios, ranges, and whether the gates hold.
// `npm run bench -- --help` says more; docs/SPEED.md tells how to read it. Exit status 1: a gate was missed.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'build', 'bench');
const source = (name) => join(root, 'test', 'bench', name);

/** V8 is set up as in the plugin. */
function v8Flags() {
  const runtime = readFileSync(join(root, 'native', 'runtime', 'runtime.cc'), 'utf8');
  const [, flags] = /SetFlagsFromString\("([^"]*)"\)/.exec(runtime) ?? [];
  if (flags === undefined) throw new Error('runtime.cc sets no flags');
  return flags.split(' ');
}

async function bundle(name) {
  const outfile = join(folder, `${name}.js`);
  await build({
    entryPoints: [source(`${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node18.20',
    format: 'cjs',
    charset: 'utf8',
  });
  return outfile;
}

function compileC() {
  const output = join(folder, 'libotr-bench');
  const config = (command, ...args) =>
    execFileSync(command, args, { encoding: 'utf8' }).trim().split(/\s+/);
  const flags = [
    '-O2',
    '-Wall',
    '-Wextra',
    '-Wno-unused-parameter',
    source('libotr-bench.c'),
    '-o',
    output,
  ];
  const libotr = config('pkg-config', '--cflags', '--libs', 'libotr');
  const gcrypt = config('libgcrypt-config', '--cflags', '--libs');
  execFileSync('cc', [...flags, ...libotr, ...gcrypt], { stdio: 'inherit' });
  return output;
}

mkdirSync(folder, { recursive: true });
const addon = join(root, 'build', 'Release', 'otr_purple.node');
if (!existsSync(addon)) throw new Error('Run scripts/build first.');
const ours = [process.execPath, ...v8Flags(), '--expose-gc', await bundle('ours'), addon];
const { bench } = createRequire(import.meta.url)(await bundle('main'));
const commands = { ours, libotrs: [compileC()] };
process.exitCode = await bench(process.argv.slice(2), commands);
