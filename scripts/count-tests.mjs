// SPDX-License-Identifier: GPL-2.0-or-later
// count-tests.mjs RESULTS: names what failed and prints "N passed, N failed" over jest's JSON files, CTest's JUnit file and
// checks.txt (a line "ok NAME" or "FAIL NAME" per check); exit status 1 if any failed or is missing.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [results] = process.argv.slice(2);
const read = (name) => {
  const path = join(results, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
};
let passed = 0;
let failed = 0;

function nameFailed(project, { testResults }) {
  for (const { name, message, assertionResults } of testResults) {
    const wrong = assertionResults.filter(({ status }) => status === 'failed');
    for (const { fullName } of wrong) console.log(`FAILED ${project}: ${fullName}`);
    if (wrong.length === 0 && message !== '') console.log(`FAILED ${project}: ${name}: ${message}`);
  }
}

for (const project of ['unit', 'interop', 'native', 'e2e']) {
  const text = read(`${project}.json`);
  const run =
    text === null ? { numPassedTests: 0, numFailedTests: 1, testResults: [] } : JSON.parse(text);
  nameFailed(project, run);
  passed += run.numPassedTests;
  failed += run.numFailedTests + (run.numRuntimeErrorTestSuites ?? 0);
}

const [, total = '0', wrong = '1'] =
  /<testsuite[^>]*\btests="(\d+)"[^>]*\bfailures="(\d+)"/s.exec(read('ctest.xml') ?? '') ?? [];
passed += Number(total) - (total === '0' ? 0 : Number(wrong));
failed += Number(wrong);

for (const line of (read('checks.txt') ?? '').split('\n')) {
  if (line.startsWith('ok ')) passed += 1;
  if (!line.startsWith('FAIL ')) continue;
  failed += 1;
  console.log(line);
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
