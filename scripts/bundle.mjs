// SPDX-License-Identifier: GPL-2.0-or-later
// Bundles the engine, and the one that misbehaves for the tests, into one CommonJS script each and wraps them in
// assembler files for the runtime object: build/bundle/NAME.js and NAME.S.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'build', 'bundle');
const entries = { 'otr-ts': 'src/main.ts', 'otr-test': 'test/native/engine.ts' };
const prelude = readFileSync(join(root, 'native', 'runtime', 'prelude.js'), 'utf8');

/** Leaves a file that is already right untouched, so that make does not build again. */
function writeIfChanged(path, text) {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

async function bundle(entry) {
  const result = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node18.20',
    format: 'cjs',
    charset: 'ascii',
    minifyWhitespace: true, // leaves comments out
    lineLimit: 120, // a place in a failure's report can still be found
    banner: { js: `'use strict';\n${prelude}` },
  });
  // V8 reads the script where it is mapped, one byte a character; esbuild leaves regular
  // expressions as they were written, and an escape means the same in them.
  const script = result.outputFiles[0].text.replace(
    /[^\x00-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return script;
}

/** The hash makes the assembler file change with the script, which make does not look at. */
const assembler = (script, path) => `/* ${createHash('sha256').update(script).digest('hex')} */
    .section .rodata
    .globl otr_bundle
    .hidden otr_bundle
    .globl otr_bundle_end
    .hidden otr_bundle_end
otr_bundle:
    .incbin "${path}"
otr_bundle_end:
    .section .note.GNU-stack, "", @progbits
`;

mkdirSync(folder, { recursive: true });
for (const [name, entry] of Object.entries(entries)) {
  const path = join(folder, `${name}.js`);
  const script = await bundle(entry);
  writeIfChanged(path, script);
  writeIfChanged(join(folder, `${name}.S`), assembler(script, path));
  console.log(`${name}: ${Math.ceil(script.length / 1024)} KB`);
}
