// SPDX-License-Identifier: GPL-2.0-or-later
// count-tests.mjs RESULTS: names what failed and prints "N passed, N failed" over jest's JSON files (PROJECT.json,
// and PROJECT.again.json for what was tried once more), CTest's JUnit file and checks.txt (a line "ok NAME" or
// "FAIL NAME" per check); exit status 1 if any failed or is missing.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [results] = process.argv.slice(2);
const read = (name) => {
  const path = join(results, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
};
let passed = 0;
let failed = 0;

/** Names of the tests of a run that ended with this status. */
function namesOf(run, wanted) {
  return run.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === wanted)
    .map(({ fullName }) => fullName);
}

function count(project, run, again) {
  const first = namesOf(run, 'failed');
  const passedAgain = again === null ? [] : namesOf(again, 'passed');
  const [second, wrong] = [true, false].map((is) =>
    first.filter((name) => passedAgain.includes(name) === is),
  );
  const broken = run.testResults.filter(
    ({ assertionResults, message }) => assertionResults.length === 0 && message !== '',
  );
  for (const name of second) console.log(`only at the second try, ${project}: ${name}`);
  for (const name of wrong) console.log(`FAILED ${project}: ${name}`);
  for (const { name, message } of broken) console.log(`FAILED ${project}: ${name}: ${message}`);
  passed += run.numPassedTests + second.length;
  failed += wrong.length + broken.length;
}

for (const project of ['unit', 'interop', 'native', 'e2e']) {
  const [run, again] = [`${project}.json`, `${project}.again.json`].map((name) =>
    JSON.parse(read(name) ?? 'null'),
  );
  if (run !== null) {
    count(project, run, again);
  } else {
    console.log(`FAILED ${project}: it did not run`);
    failed += 1;
  }
}

const [, total, wrong] =
  /<testsuite[^>]*\btests="(\d+)"[^>]*\bfailures="(\d+)"/s.exec(read('ctest.xml') ?? '') ?? [];
if (total === undefined) {
  console.log('FAILED native checks: they did not run');
  failed += 1;
} else {
  passed += Number(total) - Number(wrong);
  failed += Number(wrong);
}

for (const line of (read('checks.txt') ?? '').split('\n')) {
  if (line.startsWith('ok ')) passed += 1;
  if (!line.startsWith('FAIL ')) continue;
  failed += 1;
  console.log(line);
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
