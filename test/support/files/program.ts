// SPDX-License-Identifier: GPL-2.0-or-later
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** The kinds of files that `writer.ts` changes. */
export const FILE_KINDS = ['keys', 'former', 'fingerprints', 'records', 'tags'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** Keys for it to file. */
const KEYS = join(__dirname, '../store/libotr.private_key');

export interface Ended {
  readonly out: string;
  readonly err: string;
  readonly signal: string | null;
}

/** `writer.ts` as a program of its own. */
export class Writer {
  readonly folder = mkdtempSync(join(tmpdir(), 'otr-writer-'));
  readonly #script = join(this.folder, 'writer.js');

  constructor() {
    buildSync({
      entryPoints: [join(__dirname, 'writer.ts')],
      outfile: this.#script,
      bundle: true,
      platform: 'node',
      target: 'node18',
    });
  }

  /** Starts it; `before` is a command that starts it in its turn. */
  start(
    args: readonly [folder: string, kind: FileKind, first: number, count: number],
    env: NodeJS.ProcessEnv = {},
    before: readonly string[] = [],
  ): ChildProcessWithoutNullStreams {
    const [command, ...rest] = [
      ...before,
      process.execPath,
      this.#script,
      ...args.map(String),
      KEYS,
    ];
    return spawn(command, rest, { env: { PATH: process.env['PATH'], ...env } });
  }

  /** The same, to its end. */
  run(...args: Parameters<Writer['start']>): Promise<Ended> {
    return ended(this.start(...args));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** What a process printed by its end. */
export function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => {
    child.once('close', (_code, signal) => {
      resolve({ out, err, signal });
    });
  });
}
