// SPDX-License-Identifier: GPL-2.0-or-later
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ImportFile } from '../../../src/store/import/found.js';

/** Every file below a folder beside this one. */
export function filesOf(program: string): readonly ImportFile[] {
  const top = join(__dirname, program);
  const walk = (folder: string): readonly string[] =>
    readdirSync(folder)
      .map((name) => join(folder, name))
      .flatMap((path) => (statSync(path).isDirectory() ? walk(path) : [path]));
  return walk(top).map((path) => ({ name: relative(top, path), bytes: readFileSync(path) }));
}

/** One of them. */
export function fileOf(program: string, name: string): ImportFile {
  const found = filesOf(program).find((file) => file.name === name);
  if (found === undefined) throw new Error(`${program} has no ${name}`);
  return found;
}

/** A file with this text. */
export function textFile(name: string, text: string): ImportFile {
  return { name, bytes: Buffer.from(text) };
}
