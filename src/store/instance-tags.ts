// SPDX-License-Identifier: GPL-2.0-or-later
import { MIN_INSTANCE_TAG } from '../wire/limits.js';
import type { AccountName } from './account-name.js';
import { MAX_PROBLEMS, orProblem, type Problem, StoreFault } from './problem.js';
import { Source } from './source.js';
import { appendLine, fieldsOf, isRemark, joinLines, lineOf, splitLines } from './tab-lines.js';
import { decodeLatin1 } from './text.js';

/** What libotr writes on top of the file. */
const WARNING =
  "# WARNING! You shouldn't copy this file to another computer. " +
  'It is unnecessary and can cause problems.\n';

/** The value of `otr.instance_tags`; lines that it does not change stay as they were. */
export class InstanceTags {
  /** What there is before there is a file. */
  static readonly none = new InstanceTags([WARNING]);

  readonly #lines: readonly string[];

  private constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** Reads the file; a Problem when it is too long. */
  static parse(bytes: Uint8Array): InstanceTags | Problem {
    return orProblem(() => new InstanceTags(splitLines(new Source(bytes).bytes)));
  }

  /** The first lines that are no remarks and could not be read. */
  get problems(): readonly Problem[] {
    const problems: Problem[] = [];
    for (const [index, line] of this.#lines.entries()) {
      if (problems.length === MAX_PROBLEMS) break;
      if (!isRemark(line) && readLine(line) === null)
        problems.push(new StoreFault('syntax', index + 1, 'no instance tag line').problem);
    }
    return problems;
  }

  /** The account's tag, at least 0x100; of several lines the last counts, as with libotr. */
  find(of: AccountName): number | null {
    const line = this.#lines[this.#indexOf(of)];
    return line === undefined ? null : (readLine(line)?.tag ?? null);
  }

  /** The file with this tag in it. A Problem: the name cannot stand in the file. */
  with(of: AccountName, tag: number): InstanceTags | Problem {
    const line = lineOf([of.account, of.protocol, tag.toString(16).padStart(8, '0')]);
    if (line === null) return new StoreFault('bad-name', 0, 'a name the file cannot hold').problem;
    if (tag < MIN_INSTANCE_TAG || tag > 0xffffffff)
      return new StoreFault('bad-number', 0, 'a tag that is reserved').problem;
    const lines = [...this.#lines];
    const index = this.#indexOf(of);
    if (index === -1) appendLine(lines, line);
    else lines[index] = line;
    return new InstanceTags(lines);
  }

  /** The content of the file. */
  toBytes(): Uint8Array {
    return joinLines(this.#lines);
  }

  #indexOf({ account, protocol }: AccountName): number {
    return this.#lines
      .map((line) => {
        const read = readLine(line);
        return read?.account === account && read.protocol === protocol;
      })
      .lastIndexOf(true);
  }
}

function readLine(line: string): (AccountName & { readonly tag: number }) | null {
  const fields = fieldsOf(line);
  const [account, protocol] = fields.slice(0, 2).map(decodeLatin1);
  const digits = fields[2] ?? '';
  if (typeof account !== 'string' || typeof protocol !== 'string') return null;
  // "exactly 8 hex digits, < 0x100 ignored"; with more fields libotr does not take the line either.
  if (fields.length !== 3 || !/^[0-9a-f]{8}$/i.test(digits)) return null;
  const tag = Number.parseInt(digits, 16);
  return tag < MIN_INSTANCE_TAG ? null : { account, protocol, tag };
}
