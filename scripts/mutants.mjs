// SPDX-License-Identifier: GPL-2.0-or-later
// Breaks the engine on purpose, one way at a time, and looks whether the test that is there for it notices.
//   scripts/mutants [--check] [--sample N] [--seed S] [--jobs N] [WORD …]
// WORD: only mutants whose name or test holds it. --check: only whether each can still be made, since the
// source that it changes may have changed. Exit status 1: a mutant survived, or could not be made.
import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stage = join(root, 'build', 'mutants');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean', default: false },
    sample: { type: 'string' },
    seed: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    jobs: { type: 'string', default: '2' },
  },
});

/** Mutants: { name, test: file below test/unit, named: part of the test's name, edits: [{ file, from, to }] } */
function readMutants() {
  const folder = join(root, 'test', 'mutants');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

function chosen(all) {
  const matching = all.filter(({ name, named }) =>
    positionals.every((word) => `${name} ${named}`.includes(word)),
  );
  if (values.sample === undefined) return matching;
  // The same seed gives the same sample.
  const key = (text) => {
    let hash = 2166136261;
    for (const c of `${values.seed} ${text}`) hash = Math.imul(hash ^ c.charCodeAt(0), 16777619);
    return hash >>> 0;
  };
  return [...matching].sort((a, b) => key(a.name) - key(b.name)).slice(0, Number(values.sample));
}

/** A copy of the sources that a mutant may spoil. */
function copyTree(index) {
  const copy = join(stage, String(index));
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const part of ['src', 'test/support', 'test/unit', 'test/vectors'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  cpSync(join(root, 'package.json'), join(copy, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

const literally = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Runs the named tests in `copy`: how many passed and how many failed. */
function runTests(copy, test, named) {
  const result = join(copy, 'result.json');
  rmSync(result, { force: true });
  const args = ['--selectProjects', 'unit', '--runTestsByPath', `test/unit/${test}.test.ts`];
  args.push('-t', named, '--silent', '--bail=1', '-i', '--json', '--outputFile', result);
  return new Promise((resolve) => {
    const child = spawn(join(root, 'node_modules', '.bin', 'jest'), args, {
      cwd: copy,
      stdio: 'ignore',
    });
    // A mutant may run for ever: that is noticed too.
    const timer = setTimeout(() => child.kill('SIGKILL'), 120_000);
    child.on('close', () => {
      clearTimeout(timer);
      resolve(countTests(result));
    });
  });
}

function countTests(result) {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(result, 'utf8'),
    );
    return {
      passed: numPassedTests,
      failed: numFailedTests,
      broken: numRuntimeErrorTestSuites > 0,
    };
  } catch {
    return { passed: 0, failed: 1, broken: false };
  }
}

/** Why an edit cannot be made; null: it can. */
function problemOf(tree, { file, from }) {
  const times = readFileSync(join(tree, file), 'utf8').split(from).length - 1;
  return times === 1 ? null : `${file} holds the text to change ${times} times: ${from}`;
}

/** Why the mutant cannot be made, or null after it was. */
function apply(copy, { edits }) {
  for (const edit of edits) {
    const problem = problemOf(copy, edit);
    if (problem !== null) return problem;
    const path = join(copy, edit.file);
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(edit.from, () => edit.to),
    );
  }
  return null;
}

function restore(copy, { edits }) {
  for (const { file } of edits) cpSync(join(root, file), join(copy, file));
}

async function judge(copy, mutant) {
  const problem = apply(copy, mutant);
  const { failed, broken } =
    problem === null
      ? await runTests(copy, mutant.test, literally(mutant.named))
      : { failed: 0, broken: false };
  restore(copy, mutant);
  if (problem !== null) return `CANNOT BE MADE: ${problem}`;
  if (broken) return 'CANNOT BE MADE: it does not load';
  return failed > 0 ? null : 'SURVIVED';
}

/** Every named test is there, and passes on the engine as it is. */
async function checkTests(copy, mutants) {
  const names = new Map(mutants.map(({ test, named }) => [`${test}\n${named}`, { test, named }]));
  const files = new Map();
  for (const { test, named } of names.values())
    files.set(test, [...(files.get(test) ?? []), named]);
  const complaints = [];
  for (const [test, all] of files) {
    const pattern = all.map(literally).join('|');
    const { failed, broken } = await runTests(copy, test, pattern);
    if (failed > 0 || broken) complaints.push(`${test}: fails on the engine as it is`);
    const result = JSON.parse(readFileSync(join(copy, 'result.json'), 'utf8'));
    const ran = result.testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === 'passed').map(({ fullName }) => fullName),
    );
    for (const named of all)
      if (!ran.some((name) => name.includes(named)))
        complaints.push(`${test}: no test is named “${named}”`);
  }
  return complaints;
}

async function run(mutants) {
  const copies = Array.from({ length: Number(values.jobs) }, (_, i) => copyTree(i));
  const complaints = await checkTests(copies[0], mutants);
  const queue = [...mutants];
  const work = async (copy) => {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const verdict = await judge(copy, mutant);
      console.log(`${verdict ?? 'killed  '} ${mutant.name} (${mutant.named})`);
      if (verdict !== null) complaints.push(`${verdict}: ${mutant.name}`);
    }
  };
  await Promise.all(copies.map(work));
  rmSync(stage, { recursive: true, force: true });
  return complaints;
}

/** What keeps mutants from being made. */
function check(mutants) {
  return mutants.flatMap(({ name, edits }) =>
    edits.flatMap((edit) => {
      const problem = problemOf(root, edit);
      return problem === null ? [] : [`${name}: ${problem}`];
    }),
  );
}

const started = Date.now();
const mutants = chosen(readMutants());
const complaints = values.check ? check(mutants) : await run(mutants);
for (const complaint of complaints) console.log(`! ${complaint}`);
const seconds = Math.round((Date.now() - started) / 1000);
console.log(`${mutants.length} mutants, ${complaints.length} complaints, ${seconds} s`);
process.exit(complaints.length === 0 ? 0 : 1);
