// SPDX-License-Identifier: GPL-2.0-or-later
// Compiles test/fuzz/main.ts with everything that it needs to build/fuzz, and runs it with our arguments.
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'build', 'fuzz', 'js');

function filesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const files = ['src', 'test/support', 'test/fuzz', 'test/vectors'].flatMap(filesBelow);
rmSync(out, { recursive: true, force: true });
await build({
  entryPoints: files.filter((path) => path.endsWith('.ts')).map((path) => join(root, path)),
  outbase: root,
  outdir: out,
  platform: 'node',
  target: 'node18.20',
  format: 'cjs',
  sourcemap: 'inline',
});
for (const path of files) if (!path.endsWith('.ts')) cpSync(join(root, path), join(out, path));
const main = relative(process.cwd(), join(out, 'test', 'fuzz', 'main.js'));
const args = ['--enable-source-maps', main, ...process.argv.slice(2)];
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1);
