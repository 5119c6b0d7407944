// SPDX-License-Identifier: GPL-2.0-or-later
// failed-tests.mjs RUN.json: a pattern for jest's --testNamePattern that matches what failed in this run, and
// nothing else; exit status 1 if nothing did, or if a file could not be run at all.
import { readFileSync } from 'node:fs';

const [run] = process.argv.slice(2);
const { numRuntimeErrorTestSuites, testResults } = JSON.parse(readFileSync(run, 'utf8'));
const failed = testResults
  .flatMap(({ assertionResults }) => assertionResults)
  .filter(({ status }) => status === 'failed')
  .map(({ fullName }) => fullName.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));

if (failed.length === 0 || numRuntimeErrorTestSuites > 0) process.exitCode = 1;
else console.log(`^(${failed.join('|')})$`);
