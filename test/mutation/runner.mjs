// SPDX-License-Identifier: GPL-2.0-or-later
// Runs the unit tests for Stryker within one process; jest would take seconds for each change.
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { load, run } from './suite.mjs';

/** Folders of test/unit whose tests concern what is changed; fewer of them make it quicker. */
const { OTR_FOLDERS = 'wire,crypto,protocol,session,attacks' } = process.env;
const FOLDERS = OTR_FOLDERS.split(',');

function testFiles() {
  return FOLDERS.flatMap((folder) =>
    readdirSync(resolve('test/unit', folder), { recursive: true })
      .filter((name) => name.endsWith('.test.ts'))
      .sort()
      .map((name) => resolve('test/unit', folder, name)),
  );
}

// Of what is tried with many seeds a few must do: a change that survives has gone through all tests.
process.env.OTR_SEEDS ??= '2';

/** What the changed sources ask: which change is made, and who covers what. */
const stryker = (globalThis.__stryker__ ??= {});

class Runner {
  #tests = new Map();
  /** Milliseconds that each test took when it ran last. */
  #spent = new Map();
  /** Each test, and the changes that it runs through. */
  #coverage = {};
  #isFresh = false;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    stryker.mutantCoverage = { static: {}, perTest: {} };
    stryker.activeMutant = undefined;
    stryker.hitCount = undefined;
    const failure = this.#reload();
    if (failure !== null) return { status: DryRunStatus.Error, errorMessage: failure };
    const tests = [];
    for (const test of this.#tests.values()) tests.push(await this.#run(test));
    const { mutantCoverage } = stryker;
    this.#coverage = mutantCoverage.perTest;
    return { status: DryRunStatus.Complete, tests, mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, reloadEnvironment }) {
    stryker.hitLimit = hitLimit;
    stryker.hitCount = hitLimit === undefined ? undefined : 0;
    stryker.activeMutant = undefined;
    const isStatic = mutantActivation === 'static';
    if (isStatic) stryker.activeMutant = activeMutant.id;
    if (isStatic || reloadEnvironment || !this.#isFresh) {
      const failure = this.#reload();
      if (failure !== null) return toMutantRunResult(failed(failure));
    }
    this.#isFresh = !isStatic;
    stryker.activeMutant = activeMutant.id;
    const ids = testFilter ?? [...this.#tests.keys()];
    const result = await this.#runUntilFailure(this.#inOrder(ids, activeMutant.id));
    stryker.activeMutant = undefined;
    return toMutantRunResult(result, false);
  }

  /** Those that run through the change first, and of them the quickest: most changes are noticed by one. */
  #inOrder(ids, mutant) {
    const misses = (id) => (this.#coverage[id]?.[mutant] === undefined ? 1 : 0);
    const spent = (id) => this.#spent.get(id) ?? 0;
    return [...ids].sort((a, b) => misses(a) - misses(b) || spent(a) - spent(b));
  }

  async #runUntilFailure(ids) {
    const tests = [];
    for (const id of ids) {
      tests.push(await this.#run(this.#tests.get(id)));
      const isEndless = determineHitLimitReached(stryker.hitCount, stryker.hitLimit);
      if (isEndless) return isEndless;
      if (tests.at(-1).status === TestStatus.Failed) break;
    }
    return { status: DryRunStatus.Complete, tests };
  }

  /** Null, or why the modules could not be evaluated. */
  #reload() {
    try {
      stryker.currentTestId = undefined;
      this.#tests = load(testFiles());
      return null;
    } catch (error) {
      return error instanceof Error ? String(error.stack) : String(error);
    }
  }

  async #run(test) {
    const { id, name, file: fileName } = test;
    stryker.currentTestId = id;
    const started = performance.now();
    const failureMessage = await run(test);
    const timeSpentMs = performance.now() - started;
    stryker.currentTestId = undefined;
    this.#spent.set(id, timeSpentMs);
    const result = { id, name, fileName, timeSpentMs };
    return failureMessage === null
      ? { ...result, status: TestStatus.Success }
      : { ...result, status: TestStatus.Failed, failureMessage };
  }
}

/** A change with which the modules cannot even be evaluated is one that was noticed. */
function failed(failureMessage) {
  const test = {
    id: 'load',
    name: 'load',
    timeSpentMs: 0,
    status: TestStatus.Failed,
    failureMessage,
  };
  return { status: DryRunStatus.Complete, tests: [test] };
}

const create = () => new Runner();
create.inject = [];

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'direct', create)];
