// SPDX-License-Identifier: GPL-2.0-or-later
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Translate } from '../../src/controller/language.js';

const ROOT = join(__dirname, '../..');

/** The translation into a language of po/, without libpurple. */
export function catalogue(language: string): Translate {
  const po = execFileSync('msgcat', ['--no-wrap', join(ROOT, `po/${language}.po`)]).toString();
  const texts = new Map<string, readonly string[]>();
  for (const block of po.split(/\n\n+/).slice(1)) {
    const value = (line: string): string => JSON.parse(line.slice(line.indexOf('"'))) as string;
    const lines = block.split('\n');
    const [id] = lines.filter((line) => line.startsWith('msgid ')).map(value);
    const all = lines.filter((line) => line.startsWith('msgstr')).map(value);
    if (id !== undefined && !all.includes('')) texts.set(id, all);
  }
  return {
    gettext: (msgid) => texts.get(msgid)?.[0] ?? msgid,
    ngettext: (one, many, n) => texts.get(one)?.[n > 1 ? 1 : 0] ?? (n === 1 ? one : many),
  };
}
