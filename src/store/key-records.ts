// SPDX-License-Identifier: GPL-2.0-or-later
import type { ContactName } from './fingerprints.js';
import { parseJson } from './json.js';
import { orProblem, type Problem, StoreFault } from './problem.js';
import { Source } from './source.js';
import { utf8 } from '../wire/bytes.js';

/** How a person made sure whose key it is; 'import': another program of theirs says so. */
export type Verification = 'fingerprint' | 'secret' | 'question' | 'import';

/** What is known of one key of one contact beside its trust. Days are local ones: "2026-08-03". */
export interface KeyRecord {
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  /** The newest verification. It is history: what holds is the trust in `otr.fingerprints`. */
  readonly verified?: { readonly how: Verification; readonly on: string };
  /** Whether the owner's program sends and reads text as it is, not HTML. Absent: not known. */
  readonly plainText?: boolean;
  /** Comparisons of secrets that failed since the last that did not. Absent: none. */
  readonly failures?: number;
}

/** What to write into a record; undefined takes it out. What is left out stays. */
export type KeyRecordChange = { readonly [K in keyof KeyRecord]?: KeyRecord[K] | undefined };

type Json = Readonly<Record<string, unknown>>;

const NOTHING: KeyRecord = {};

const VERSION = 1;
const HEAD: Json = { format: 'otr-ts known keys', version: VERSION };
const DAY = /^\d{4}-\d\d-\d\d$/;
const HOW: readonly unknown[] = ['fingerprint', 'secret', 'question', 'import'];

/**
 * The value of `otr-ts.known_keys.json`, changed in place. Fields and entries that it does not know
 * stay as they were: a later version may have written them.
 */
export class KeyRecords {
  readonly #head: Json;
  /** In the order of the file, by `idOf`; those without names by a number. */
  readonly #entries: Map<string, unknown>;

  private constructor(head: Json, entries: readonly unknown[]) {
    this.#head = head;
    this.#entries = new Map(entries.map((entry, i) => [idIn(entry) ?? String(i), entry]));
  }

  /** What there is before there is a file. */
  static none(): KeyRecords {
    return new KeyRecords(HEAD, []);
  }

  /** Reads the file. A Problem: it is not ours, or too new, and must not be overwritten. */
  static parse(bytes: Uint8Array): KeyRecords | Problem {
    return orProblem(() => {
      const { keys, ...head } = asObject(parseJson(new Source(bytes)));
      if (head['format'] !== HEAD['format'] || !Array.isArray(keys))
        throw new StoreFault('wrong-kind', 1, 'not a file of known keys');
      if (head['version'] !== VERSION)
        throw new StoreFault('too-new', 1, `version ${String(head['version'])}`);
      return new KeyRecords(head, keys as readonly unknown[]);
    });
  }

  /** What is known of the key: nothing, if there is no entry. */
  find(contact: ContactName, fingerprint: string): KeyRecord {
    const entry = this.#entries.get(idOf(contact, fingerprint));
    return entry === undefined ? NOTHING : recordIn(asObject(entry));
  }

  change(contact: ContactName, fingerprint: string, change: KeyRecordChange): void {
    const { protocol, account, username } = contact;
    const id = idOf(contact, fingerprint);
    const entry = asObject(this.#entries.get(id));
    const names = { protocol, account, contact: username, fingerprint: fingerprint.toLowerCase() };
    this.#entries.set(id, { ...names, ...entry, ...change });
  }

  remove(contact: ContactName, fingerprint: string): void {
    this.#entries.delete(idOf(contact, fingerprint));
  }

  /** JSON with one entry a line. */
  toBytes(): Uint8Array {
    const head = Object.entries(this.#head).map(
      ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`,
    );
    const entries = Array.from(this.#entries.values(), (entry) => `    ${JSON.stringify(entry)}`);
    const keys = entries.length === 0 ? '[]' : `[\n${entries.join(',\n')}\n  ]`;
    return utf8(`{\n${head.join('')}  "keys": ${keys}\n}\n`);
  }
}

function idOf({ protocol, account, username }: ContactName, fingerprint: string): string {
  return JSON.stringify([protocol, account, username, fingerprint.toLowerCase()]);
}

function idIn(entry: unknown): string | null {
  const { protocol, account, contact, fingerprint } = asObject(entry);
  if (typeof protocol !== 'string' || typeof account !== 'string') return null;
  if (typeof contact !== 'string' || typeof fingerprint !== 'string') return null;
  return idOf({ protocol, account, username: contact }, fingerprint);
}

/** The parts that have the form they should have. */
function recordIn(entry: Json): KeyRecord {
  const { firstSeen, lastSeen, verified, plainText, failures } = entry;
  const { how, on } = asObject(verified);
  return {
    ...(isDay(firstSeen) ? { firstSeen } : {}),
    ...(isDay(lastSeen) ? { lastSeen } : {}),
    ...(isHow(how) && isDay(on) ? { verified: { how, on } } : {}),
    ...(typeof plainText === 'boolean' ? { plainText } : {}),
    ...(isCount(failures) ? { failures } : {}),
  };
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && DAY.test(value);
}

function isHow(value: unknown): value is Verification {
  return HOW.includes(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}
