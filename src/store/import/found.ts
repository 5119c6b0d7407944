// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey } from '../../crypto/dsa.js';
import type { Problem } from '../problem.js';

/** A file of another program's. */
export interface ImportFile {
  /** Its path below the folder that a person chose, with `/` between names. */
  readonly name: string;
  /** Its content. */
  readonly bytes: Uint8Array;
}

/** An account in another program. */
export interface FoundAccount {
  /** libpurple's id of its protocol; null when the files do not tell it. */
  readonly protocol: string | null;
  /** What tells it from the program's other accounts: where the files say so, libpurple's name of it. */
  readonly name: string;
}

/** A private key of the person's own. */
export interface FoundKey {
  /** Whose it is. */
  readonly account: FoundAccount;
  /** Its numbers have been checked against each other. */
  readonly key: DsaPrivateKey;
}

/** Somebody's key that the other program knows. */
export interface FoundFingerprint {
  /** Through which account of the person's. */
  readonly account: FoundAccount;
  /** As libpurple normalises it. */
  readonly contact: string;
  /** 40 lower-case hexadecimal digits. */
  readonly fingerprint: string;
  /** '' or the program's own word for its trust, whatever it is. */
  readonly trust: string;
}

/** Why a file, or a line of it, gives nothing. */
export interface FileProblem {
  /** The name that the file was given with. */
  readonly file: string;
  /** What is wrong, and in which line. */
  readonly problem: Problem;
}

/** What some files hold. */
export interface Found {
  /** The person's own keys. */
  readonly keys: readonly FoundKey[];
  /** Other people's keys. */
  readonly fingerprints: readonly FoundFingerprint[];
  /** What could not be read. */
  readonly problems: readonly FileProblem[];
}

/** Several findings as one. */
export function together(parts: readonly Found[]): Found {
  return {
    keys: parts.flatMap(({ keys }) => keys),
    fingerprints: parts.flatMap(({ fingerprints }) => fingerprints),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

/** A file that gives nothing, and why. */
export function nothingFrom({ name }: ImportFile, problem: Problem): Found {
  return { keys: [], fingerprints: [], problems: [{ file: name, problem }] };
}
