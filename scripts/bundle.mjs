// SPDX-License-Identifier: GPL-2.0-or-later
// Bundles the engine into one CommonJS script and wraps it in an assembler file for the runtime object:
// build/bundle/NAME.js and NAME.S. Usage: node scripts/bundle.mjs [ENTRY NAME]
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [entry = 'src/main.ts', name = 'otr-ts'] = process.argv.slice(2);
const output = join(root, 'build', 'bundle', `${name}.js`);

/** Leaves a file that is already right untouched, so that make does not build again. */
function writeIfChanged(path, text) {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

const prelude = readFileSync(join(root, 'native', 'runtime', 'prelude.js'), 'utf8');
const result = await build({
  entryPoints: [resolve(root, entry)],
  bundle: true,
  write: false,
  platform: 'node',
  target: 'node18.20',
  format: 'cjs',
  charset: 'ascii',
  banner: { js: `'use strict';\n${prelude}` },
});
const script = result.outputFiles[0].text;
// V8 reads the script where it is mapped, one byte a character.
if (/[^\x00-\x7f]/.test(script)) throw new Error(`${name}: the bundle is not ASCII`);

mkdirSync(dirname(output), { recursive: true });
writeIfChanged(output, script);
writeIfChanged(
  output.replace(/\.js$/, '.S'),
  `/* ${createHash('sha256').update(script).digest('hex')} */
    .section .rodata
    .balign 16
    .globl otr_bundle
    .hidden otr_bundle
    .globl otr_bundle_end
    .hidden otr_bundle_end
otr_bundle:
    .incbin "${output}"
otr_bundle_end:
    .section .note.GNU-stack, "", @progbits
`,
);
console.log(`${name}: ${Math.ceil(script.length / 1024)} KB`);
