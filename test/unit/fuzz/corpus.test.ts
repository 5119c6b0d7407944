// SPDX-License-Identifier: GPL-2.0-or-later
// Everything that fuzzing has found once: test/fuzz/corpus.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Dice } from '../../fuzz/dice.js';
import { shrunk } from '../../fuzz/shrink.js';
import { TARGETS } from '../../fuzz/targets.js';
import { type Find, tried } from '../../fuzz/trial.js';

const CORPUS = join(__dirname, '..', '..', 'fuzz', 'corpus');
const finds = readdirSync(CORPUS).map(
  (name) => [name, JSON.parse(readFileSync(join(CORPUS, name), 'utf8')) as Find] as const,
);

test.each(finds)('%s', (_, { target, input }) => {
  expect(tried(TARGETS.get(target)!, input)).toBeNull();
});

describe.each([...TARGETS])('%s', (name, target) => {
  test('takes the first inputs of a seed', () => {
    const count = name === 'receive' ? 15 : 150;
    for (let i = 0; i < count; i += 1) {
      const input = target.make(new Dice(`unit/${name}/${i}`));
      expect([i, tried(target, input)]).toEqual([i, null]);
    }
  });

  test('makes the same input of the same seed, as JSON', () => {
    for (const seed of ['a', 'b', 'c']) {
      const input = target.make(new Dice(seed));
      expect(JSON.parse(JSON.stringify(input))).toEqual(input);
      expect(target.make(new Dice(seed))).toEqual(input);
    }
  });
});

test('a target that fails is found, and what it fails on made small', () => {
  const bad = { name: 'bad', make: () => 0, size: () => 1 };
  const run = (input: unknown): void => {
    if (JSON.stringify(input).includes('needle')) throw new Error('found');
  };
  const input = [
    ['hay', 3],
    ['a needle in it', 1000],
    ['straw', 1],
  ];
  const fails = (each: unknown): boolean => tried({ ...bad, run }, each) === 'Error: found';
  expect(fails(input)).toBe(true);
  expect(shrunk(input, fails)).toEqual([['needle', 1]]);
});

test('a target that takes too long is found', () => {
  const spin = (): void => {
    for (const start = process.cpuUsage().user; process.cpuUsage().user - start < 500_000;);
  };
  const slow = { name: 'slow', make: () => 0, size: () => 1, run: spin };
  expect(tried(slow, 0)).toMatch(/^took \d+ ms, not 300$/);
});
