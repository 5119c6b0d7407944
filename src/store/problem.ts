// SPDX-License-Identifier: GPL-2.0-or-later

/** What is wrong with a file or with a part of it. */
export type ProblemCode =
  /** More than MAX_FILE_BYTES, or more parts than any real file has. */
  | 'too-large'
  /** The text does not have the form of its kind of file: parentheses, quotes, digits. */
  | 'syntax'
  /** Well-formed, but not the kind of file that it should be. */
  | 'wrong-kind'
  /** Of our own kind, but written by a later version than this one understands. */
  | 'too-new'
  /** Another program has encrypted it, with a password that is not ours to ask for. */
  | 'encrypted'
  /** Something that must be there is missing. */
  | 'incomplete'
  /** A name that is no UTF-8, or has a character that cannot be kept. */
  | 'bad-name'
  /** A key whose numbers are damaged, do not belong together, or would do harm. */
  | 'bad-key'
  /** A number outside its range. */
  | 'bad-number';

/** Where a file, or a part of it, could not be used. Carries nothing of its content. */
export interface Problem {
  /** Tells it from what was to be read. */
  readonly kind: 'problem';
  /** What is wrong. */
  readonly code: ProblemCode;
  /** Counted from 1; 0: no line of a file is meant. */
  readonly line: number;
  /** For developers and logs, in English. */
  readonly detail: string;
}

/** What a file's reader tells at most: of a file full of nonsense the first lines say enough. */
export const MAX_PROBLEMS = 100;

/** Carries a Problem out of a reader; every exported function of this folder catches it. */
export class StoreFault extends Error {
  readonly problem: Problem;

  constructor(code: ProblemCode, line: number, detail: string) {
    super(`line ${line}: ${detail}`);
    this.name = 'StoreFault';
    this.problem = { kind: 'problem', code, line, detail };
  }
}

/** The reader's result, or the problem it met. Any other error is a bug and goes on. */
export function orProblem<T>(read: () => T): T | Problem {
  try {
    return read();
  } catch (error) {
    if (error instanceof StoreFault) return error.problem;
    throw error;
  }
}
