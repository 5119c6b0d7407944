// SPDX-License-Identifier: GPL-2.0-or-later
// Node loads TypeScript as jest does here: each file by itself, as CommonJS; an import of "x.js" may be x.ts.
'use strict';
const { existsSync, readFileSync } = require('node:fs');
const { dirname, resolve } = require('node:path');
const Module = require('node:module');
const { transformSync } = require('@swc/core');

const translated = new Map();

function translate(file) {
  const known = translated.get(file);
  if (known !== undefined) return known;
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    swcrc: false,
    sourceMaps: 'inline',
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  translated.set(file, code);
  return code;
}

Module._extensions['.ts'] = (module, file) => module._compile(translate(file), file);

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  if (/^\.{1,2}\/.*\.js$/.test(request)) {
    const source = resolve(dirname(parent.filename), request.replace(/\.js$/, '.ts'));
    if (existsSync(source)) return source;
  }
  return resolveFilename.call(this, request, parent, ...rest);
};

/** Forgets every TypeScript module, so that the next `require` evaluates it anew. */
exports.forget = () => {
  for (const file of Object.keys(require.cache))
    if (file.endsWith('.ts')) delete require.cache[file];
};
