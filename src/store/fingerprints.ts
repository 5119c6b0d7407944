// SPDX-License-Identifier: GPL-2.0-or-later
import type { AccountName } from './account-name.js';
import { orProblem, type Problem, StoreFault } from './problem.js';
import { Source } from './source.js';
import {
  appendLine,
  decodeField,
  fieldsOf,
  isRemark,
  joinLines,
  lineOf,
  splitLines,
} from './tab-lines.js';

/** Somebody on an account of ours. */
export interface ContactName extends AccountName {
  readonly username: string;
}

/** A key that a contact was seen with. */
export interface KnownFingerprint extends ContactName {
  /** 40 lower-case hexadecimal digits. */
  readonly fingerprint: string;
  /** '' is not trusted; any other value is, and is kept as it is. Ours: 'verified', 'smp'. */
  readonly trust: string;
}

interface Row {
  known: KnownFingerprint;
  /** Where it stands: of several lines for one key the last counts, as with libotr. */
  readonly lines: number[];
}

const FINGERPRINT = /^[0-9a-f]{40}$/i;

/**
 * The value of `otr.fingerprints`, changed in place: it may be long. Order, line ends, further fields
 * and lines that cannot be read stay as they were in the file.
 */
export class KnownFingerprints {
  readonly #lines: string[];
  readonly #contacts = new Map<string, Map<string, Row>>();
  readonly #problems: Problem[] = [];

  private constructor(lines: string[]) {
    this.#lines = lines;
    lines.forEach((line, index) => {
      if (!this.#read(line, index) && !isRemark(line))
        this.#problems.push(new StoreFault('syntax', index + 1, 'no fingerprint line').problem);
    });
  }

  /** Reads the file; a Problem when it is too long. No bytes at all are an empty file. */
  static parse(bytes: Uint8Array): KnownFingerprints | Problem {
    return orProblem(() => new KnownFingerprints(splitLines(new Source(bytes).bytes)));
  }

  /** The lines that could not be read, in the order of the file. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Every known key, contact by contact. */
  *all(): Iterable<KnownFingerprint> {
    for (const rows of this.#contacts.values()) for (const row of rows.values()) yield row.known;
  }

  /** The keys of one contact, as they were first seen. */
  of(contact: ContactName): readonly KnownFingerprint[] {
    return Array.from(this.#contacts.get(keyOf(contact))?.values() ?? [], ({ known }) => known);
  }

  /** The trust of one key of one contact; null when the key is not known. */
  trustOf(contact: ContactName, fingerprint: string): string | null {
    return this.#row(contact, fingerprint)?.known.trust ?? null;
  }

  /**
   * Files a key or changes the trust of a known one. A Problem, and nothing changed: a name or the
   * trust cannot stand in the file.
   */
  set(known: KnownFingerprint): Problem | null {
    const { username, account, protocol, fingerprint, trust } = known;
    const line = lineOf([username, account, protocol, fingerprint, trust]);
    if (line === null || !FINGERPRINT.test(fingerprint))
      return new StoreFault('bad-name', 0, 'a name that the file cannot hold').problem;
    const row = this.#row(known, fingerprint);
    if (row === undefined) {
      appendLine(this.#lines, line);
      this.#read(line, this.#lines.length - 1);
    } else if (row.known.trust !== trust) {
      const at = row.lines.at(-1) ?? 0;
      this.#lines[at] = withTrust(this.#lines[at] ?? '', fieldsOf(line)[4] ?? '');
      row.known = { ...row.known, trust };
    }
    return null;
  }

  /** Forgets a key. False: it was not known. */
  remove(contact: ContactName, fingerprint: string): boolean {
    const row = this.#row(contact, fingerprint);
    // Emptied, not taken out: the other rows know their lines by number.
    for (const line of row?.lines ?? []) this.#lines[line] = '';
    return this.#contacts.get(keyOf(contact))?.delete(fingerprint.toLowerCase()) ?? false;
  }

  toBytes(): Uint8Array {
    return joinLines(this.#lines);
  }

  #row(contact: ContactName, fingerprint: string): Row | undefined {
    return this.#contacts.get(keyOf(contact))?.get(fingerprint.toLowerCase());
  }

  #read(line: string, index: number): boolean {
    const known = readLine(line);
    if (known === null) return false;
    const key = keyOf(known);
    const rows = this.#contacts.get(key) ?? new Map<string, Row>();
    this.#contacts.set(key, rows);
    const row = rows.get(known.fingerprint);
    if (row === undefined) rows.set(known.fingerprint, { known, lines: [index] });
    else {
      row.known = known;
      row.lines.push(index);
    }
    return true;
  }
}

function keyOf({ username, account, protocol }: ContactName): string {
  return `${protocol}\t${account}\t${username}`;
}

function readLine(line: string): KnownFingerprint | null {
  const [name, own, id, hex, trust = ''] = fieldsOf(line);
  if (name === undefined || own === undefined || id === undefined || hex === undefined) return null;
  const username = decodeField(name);
  const account = decodeField(own);
  const protocol = decodeField(id);
  if (username === null || account === null || protocol === null) return null;
  if (!FINGERPRINT.test(hex)) return null;
  const fingerprint = hex.toLowerCase();
  return { username, account, protocol, fingerprint, trust: decodeField(trust) ?? trust };
}

/**
 * The line with another trust (latin-1). Without trust it loses the fields behind it too: libotr
 * takes all the rest of the line for the trust, and would find the key trusted.
 */
function withTrust(line: string, trust: string): string {
  const fields = fieldsOf(line);
  const end = line.slice(fields.join('\t').length);
  const rest = trust === '' ? [] : fields.slice(5);
  return [...fields.slice(0, 4), trust, ...rest].join('\t') + end;
}
