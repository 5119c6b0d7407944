// SPDX-License-Identifier: GPL-2.0-or-later
import type { AccountName } from './account-name.js';
import { MAX_PROBLEMS, orProblem, type Problem, StoreFault } from './problem.js';
import { Source } from './source.js';
import { appendLine, fieldsOf, isRemark, joinLines, lineOf, splitLines } from './tab-lines.js';
import { decodeLatin1, encodeLatin1 } from './text.js';

/** Somebody on an account of ours. */
export interface ContactName extends AccountName {
  /** As libpurple normalises it: on XMPP the bare JID in lower case. */
  readonly username: string;
}

/** A key that a contact was seen with. */
export interface KnownFingerprint extends ContactName {
  /** 40 lower-case hexadecimal digits. */
  readonly fingerprint: string;
  /** '' is not trusted; any other value is, and is kept as it is. Ours: 'verified', 'smp'. */
  readonly trust: string;
}

/** "username TAB account TAB protocol TAB 40hex [TAB trust]"; more may follow. */
const LINE = /^([^\t\r\n]*\t[^\t\r\n]*\t[^\t\r\n]*)\t([0-9a-f]{40})(?=[\t\r\n]|$)/i;
const FINGERPRINT = /^[0-9a-f]{40}$/i;

/**
 * The value of `otr.fingerprints`, changed in place: it may be long. Order, line ends, further fields
 * and lines that cannot be read stay as they were in the file.
 *
 * Its maps are keyed by the text of the lines themselves (latin-1), so that reading decodes nothing.
 */
export class KnownFingerprints {
  readonly #lines: string[];
  /** Key of a contact (see `keyOf`) to the number of its line: of several the last, as with libotr. */
  readonly #known = new Map<string, number>();
  /** The same to the lines before the last, where there are any. */
  readonly #outdated = new Map<string, number[]>();
  /** Contact to its keys of #known, as they were first seen. */
  readonly #contacts = new Map<string, string[]>();
  readonly #problems: Problem[] = [];

  private constructor(lines: string[]) {
    this.#lines = lines;
    lines.forEach((line, index) => {
      if (!this.#index(line, index) && !isRemark(line) && this.#problems.length < MAX_PROBLEMS)
        this.#problems.push(new StoreFault('syntax', index + 1, 'no fingerprint line').problem);
    });
  }

  /** What there is before there is a file. */
  static none(): KnownFingerprints {
    return new KnownFingerprints([]);
  }

  /** Reads the file; a Problem when it is too long. No bytes at all are an empty file. */
  static parse(bytes: Uint8Array): KnownFingerprints | Problem {
    return orProblem(() => new KnownFingerprints(splitLines(new Source(bytes).bytes)));
  }

  /** The first lines that could not be read, in the order of the file. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Every known key, contact by contact; names that are no UTF-8 are nobody's. */
  all(): readonly KnownFingerprint[] {
    return this.#decode([...this.#contacts.values()].flat());
  }

  /** Every account of ours that has a line; without a look at the keys, which may be many. */
  accounts(): readonly AccountName[] {
    const names = new Set<string>();
    for (const contact of this.#contacts.keys())
      names.add(contact.slice(contact.indexOf('\t') + 1));
    return [...names].flatMap((name) => {
      const [account, protocol] = name.split('\t').map(decodeLatin1);
      return typeof account === 'string' && typeof protocol === 'string'
        ? [{ account, protocol }]
        : [];
    });
  }

  /** The keys of one contact, as they were first seen. */
  of(contact: ContactName): readonly KnownFingerprint[] {
    return this.#decode(this.#contacts.get(keyOf(contact)) ?? []);
  }

  /** The trust of one key of one contact; null when the key is not known. */
  trustOf(contact: ContactName, fingerprint: string): string | null {
    const line = this.#lines[this.#known.get(keyOf(contact, fingerprint)) ?? -1];
    return line === undefined ? null : trustIn(line);
  }

  /**
   * Files a key or changes the trust of a known one. A Problem, and nothing changed: a name or the
   * trust cannot stand in the file.
   */
  set(known: KnownFingerprint): Problem | null {
    const { username, account, protocol, trust } = known;
    const fingerprint = known.fingerprint.toLowerCase();
    const line = lineOf([username, account, protocol, fingerprint, trust]);
    if (line === null || !FINGERPRINT.test(fingerprint))
      return new StoreFault('bad-name', 0, 'a name that the file cannot hold').problem;
    const at = this.#known.get(keyOf(known, fingerprint));
    const old = this.#lines[at ?? -1];
    if (at === undefined || old === undefined) {
      appendLine(this.#lines, line);
      this.#index(line, this.#lines.length - 1);
    } else if (trustIn(old) !== trust) this.#lines[at] = withTrust(old, fieldsOf(line)[4] ?? '');
    return null;
  }

  /** Forgets a key. False: it was not known. */
  remove(contact: ContactName, fingerprint: string): boolean {
    const key = keyOf(contact, fingerprint);
    const last = this.#known.get(key);
    if (last === undefined) return false;
    // Emptied, not taken out: the maps know the other lines by number.
    for (const line of [...(this.#outdated.get(key) ?? []), last]) this.#lines[line] = '';
    this.#known.delete(key);
    this.#outdated.delete(key);
    const keys = this.#contacts.get(keyOf(contact)) ?? [];
    this.#contacts.set(
      keyOf(contact),
      keys.filter((other) => other !== key),
    );
    return true;
  }

  /** The content of the file. */
  toBytes(): Uint8Array {
    return joinLines(this.#lines);
  }

  #index(line: string, at: number): boolean {
    const [, contact, fingerprint] = LINE.exec(line) ?? [];
    if (contact === undefined || fingerprint === undefined) return false;
    const key = `${contact}\t${fingerprint.toLowerCase()}`;
    const before = this.#known.get(key);
    this.#known.set(key, at);
    if (before !== undefined) {
      push(this.#outdated, key, before);
    } else push(this.#contacts, contact, key);
    return true;
  }

  #decode(keys: readonly string[]): readonly KnownFingerprint[] {
    return keys.flatMap((key) => readLine(this.#lines[this.#known.get(key) ?? -1] ?? '') ?? []);
  }
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** The beginning of a contact's lines, or with a fingerprint of one line, as latin-1 text. */
function keyOf({ username, account, protocol }: ContactName, fingerprint?: string): string {
  const names = encodeLatin1(`${username}\t${account}\t${protocol}`);
  return fingerprint === undefined ? names : `${names}\t${fingerprint.toLowerCase()}`;
}

function readLine(line: string): KnownFingerprint | null {
  const [username, account, protocol, fingerprint] = fieldsOf(line).map(decodeLatin1);
  if (typeof username !== 'string' || typeof account !== 'string') return null;
  if (typeof protocol !== 'string' || typeof fingerprint !== 'string') return null;
  const trust = trustIn(line);
  return { username, account, protocol, fingerprint: fingerprint.toLowerCase(), trust };
}

function trustIn(line: string): string {
  const field = fieldsOf(line)[4] ?? '';
  return decodeLatin1(field) ?? field;
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
