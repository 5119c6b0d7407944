// SPDX-License-Identifier: GPL-2.0-or-later
// npm run fuzz -- [--minutes N] [--target NAME]… [--seed S]: random input for everything that takes any from
// strangers. Exit status 1: something was found; each find is a file that belongs into test/fuzz/corpus.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Dice } from './dice.js';
import { TARGETS } from './targets.js';
import type { Find } from './trial.js';

/** More than this is no bounded memory: a tenth of it is what Pidgin itself needs. */
const HEAP_MB = 1200;
/** An input that is still running after so long hangs. */
const HANG_MS = 600_000;

const finds = join(process.cwd(), 'build', 'fuzz', 'finds');

interface Round {
  readonly target: string;
  readonly seed: string;
  readonly until: number;
}

function progressIn(folder: string): number {
  const path = join(folder, 'progress');
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : -1;
}

/** Waits for the end of a worker, and ends one that hangs; what became of it, null: it is done. */
async function ended(child: ChildProcess, folder: string): Promise<string | null> {
  let last = { at: -1, since: Date.now() };
  const isHung = (): boolean => Date.now() - last.since > HANG_MS;
  const watch = setInterval(() => {
    const at = progressIn(folder);
    if (at !== last.at) last = { at, since: Date.now() };
    else if (isHung()) child.kill('SIGKILL');
  }, 1000);
  let words = '';
  child.stderr?.on('data', (data: Buffer) => (words = (words + data.toString()).slice(-2000)));
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(watch);
  if (code === 0) return null;
  const [why = ''] = /^.*(?:Error|FATAL).*$/m.exec(words) ?? [];
  return isHung() ? 'hangs' : `ends the process: ${why}`;
}

/** Runs one target until its time is over; how many inputs it had, and what was found. */
async function round({ target, seed, until }: Round): Promise<{ count: number; found: Find[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'otr-fuzz-'));
  const found: Find[] = [];
  let next = 0;
  while (Date.now() < until && found.length < 10) {
    const args = [`--max-old-space-size=${HEAP_MB}`, join(__dirname, 'worker.js'), target, seed];
    const more = [String(next), String(until), folder];
    const child = spawn(process.execPath, [...args, ...more], {
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    const what = await ended(child, folder);
    next = progressIn(folder) + 1;
    if (what === null) continue;
    // A worker that never came to its first input is no find, but no result either.
    if (next === 0) throw new Error(what);
    const input = TARGETS.get(target)?.make(new Dice(`${seed}/${target}/${next - 1}`));
    found.push({ target, what, input });
  }
  const path = join(folder, 'finds');
  if (existsSync(path))
    for (const line of readFileSync(path, 'utf8').trimEnd().split('\n'))
      found.push(JSON.parse(line) as Find);
  rmSync(folder, { recursive: true });
  return { count: next, found };
}

function keep(find: Find): string {
  mkdirSync(finds, { recursive: true });
  const text = JSON.stringify(find, null, 2);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const path = join(finds, `${find.target}-${hash}.json`);
  writeFileSync(path, `${text}\n`);
  return path;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '1' },
      target: { type: 'string', multiple: true },
      seed: { type: 'string', default: new Date().toISOString() },
    },
  });
  const names = values.target ?? [...TARGETS.keys()];
  const unknown = names.find((name) => !TARGETS.has(name));
  if (unknown !== undefined) {
    console.log(`There is no target ${unknown}. There are ${[...TARGETS.keys()].join(', ')}.`);
    return 2;
  }
  const share = (Number(values.minutes) * 60_000) / names.length;
  console.log(`seed ${values.seed}`);
  let total = 0;
  for (const target of names) {
    const { count, found } = await round({ target, seed: values.seed, until: Date.now() + share });
    console.log(`${target}: ${count} inputs, ${found.length} finds`);
    for (const find of found) console.log(`  ${find.what}\n  ${keep(find)}`);
    total += found.length;
  }
  return total === 0 ? 0 : 1;
}

void main().then((status) => process.exit(status));
