// SPDX-License-Identifier: GPL-2.0-or-later
// Test files without jest: what `describe`, `it` and the rest register is kept, and run when asked for, in
// this process and as often as wanted. A change of one expression is judged in milliseconds so.
import { createRequire } from 'node:module';
import { bind } from 'jest-each';
import { expect } from 'expect';
import { spyOn } from 'jest-mock';

const require = createRequire(import.meta.url);
const { forget } = require('./typescript.cjs');

/** @typedef {() => unknown} Hook */
/** @typedef {{ name: string, before: Hook[], after: Hook[], outer: Group | null }} Group */
/** @typedef {{ id: string, name: string, file: string, body: () => unknown, group: Group }} Test */

/** The tests of `files`, whose modules are evaluated anew. */
export function load(files) {
  forget();
  /** @type {Map<string, Test>} */
  const tests = new Map();
  let group = null;
  let file = '';

  const describe = (name, body) => {
    group = { name, before: [], after: [], outer: group };
    body();
    group = group.outer;
  };
  const test = (title, body) => {
    const name = [...groupsOf(group).map((each) => each.name), title].filter(Boolean).join(' ');
    let id = name;
    for (let i = 2; tests.has(id); i += 1) id = `${name} (${i})`;
    tests.set(id, { id, name, file, body, group });
  };
  describe.each = bind(describe, false, false);
  test.each = bind(test, false, true);
  const before = (hook) => group.before.push(hook);
  const after = (hook) => group.after.push(hook);
  // The tests of all files run in any order: what is done once for a file is done for each of its tests.
  const hooks = { beforeAll: before, beforeEach: before, afterAll: after, afterEach: after };
  Object.assign(globalThis, {
    ...hooks,
    describe,
    test,
    it: test,
    expect,
    jest: { spyOn, setTimeout: () => undefined },
  });
  for (file of files) describe('', () => void require(file));
  return tests;
}

/** A group and those around it, the outermost first. */
function groupsOf(group) {
  return group === null ? [] : [...groupsOf(group.outer), group];
}

/** Runs one test; null: it passed, otherwise the failure's message. */
export async function run({ body, group }) {
  const groups = groupsOf(group);
  try {
    for (const { before } of groups) for (const hook of before) await hook();
    await body();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    for (const { after } of groups.reverse()) for (const hook of after) await hook();
  }
}
