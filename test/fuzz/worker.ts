// SPDX-License-Identifier: GPL-2.0-or-later
// One target, input after input, in a process of its own: whatever happens to it, the number of the input
// is on disk before. Arguments: target, seed, first input, when to stop (ms), folder.
import { appendFileSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Dice } from './dice.js';
import { shrunk } from './shrink.js';
import { TARGETS } from './targets.js';
import type { Target } from './target.js';
import { type Find, tried } from './trial.js';

/** What is the same about two failures of one kind. */
function kindOf(what: string): string {
  return what.replace(/\d+/g, '').slice(0, 60);
}

function report(folder: string, target: Target, input: unknown, what: string): void {
  const kind = kindOf(what);
  const isSame = (smaller: unknown): boolean => kindOf(tried(target, smaller) ?? '') === kind;
  const smallest = shrunk(input, isSame);
  const find: Find = {
    target: target.name,
    what: tried(target, smallest) ?? what,
    input: smallest,
  };
  appendFileSync(join(folder, 'finds'), `${JSON.stringify(find)}\n`);
}

function main([
  name = '',
  seed = '',
  first = '0',
  until = '0',
  folder = '',
]: readonly string[]): void {
  const target = TARGETS.get(name);
  if (target === undefined) throw new Error(`no target ${name}`);
  const progress = openSync(join(folder, 'progress'), 'w');
  const seen = new Set<string>();
  for (let i = Number(first); Date.now() < Number(until); i += 1) {
    writeSync(progress, String(i).padStart(12), 0);
    const input = target.make(new Dice(`${seed}/${name}/${i}`));
    const what = tried(target, input);
    if (what === null || seen.has(kindOf(what))) continue;
    seen.add(kindOf(what));
    report(folder, target, input, what);
  }
}

main(process.argv.slice(2));
