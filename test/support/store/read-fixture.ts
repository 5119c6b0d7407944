// SPDX-License-Identifier: GPL-2.0-or-later
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DsaPrivateKey } from '../../../src/crypto/dsa.js';
import { PrivateKeys } from '../../../src/store/private-keys.js';
import type { Problem } from '../../../src/store/problem.js';

/** The bytes of a file beside this one. */
export function fixture(name: string): Uint8Array {
  return readFileSync(join(__dirname, name));
}

/** A key that libotr made: the first of the fixture's. */
export function aKey(): DsaPrivateKey {
  const entry = must(PrivateKeys.parse(fixture('libotr.private_key'))).entries[0];
  if (entry?.kind !== 'key') throw new Error('the fixture has no key');
  return entry.key;
}

/** The value, where a Problem is no possible answer. */
export function must<T extends object>(value: T | Problem): T {
  if (isProblem(value)) throw new Error(`${value.code} in line ${value.line}: ${value.detail}`);
  return value;
}

/** The Problem, where a value is no possible answer. */
export function problemOf(value: object): Problem {
  if (isProblem(value)) return value;
  throw new Error('a problem was expected');
}

function isProblem(value: object): value is Problem {
  return 'kind' in value && value.kind === 'problem';
}
