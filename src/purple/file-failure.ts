// SPDX-License-Identifier: GPL-2.0-or-later
import type { FileFailure, FileRefusal } from '../controller/files-port.js';

const REFUSALS: Readonly<Record<string, FileRefusal>> = {
  ENOENT: 'missing',
  ELOCKED: 'locked',
  ELOOP: 'symlink',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
};

/** Carries a refusal of ours out of a nest of system calls. */
export class Refused extends Error {
  readonly reason: FileRefusal;

  constructor(reason: FileRefusal) {
    super(reason);
    this.reason = reason;
  }
}

/** What to answer when a system call or we refused. */
export function failureOf(error: unknown): FileFailure {
  if (error instanceof Refused)
    return { kind: 'failed', reason: error.reason, detail: error.reason };
  const code = codeOf(error);
  return { kind: 'failed', reason: REFUSALS[code] ?? 'failed', detail: code };
}

/** The system's code of an error, such as "EIO". */
export function codeOf(error: unknown): string {
  return (error as Partial<NodeJS.ErrnoException> | null)?.code ?? 'EUNKNOWN';
}
