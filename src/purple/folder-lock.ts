// SPDX-License-Identifier: GPL-2.0-or-later
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf } from './file-failure.js';
import { isRunning, processName } from './process-name.js';

/** Another program's write takes milliseconds; nobody's window is to stand still for longer. */
const PATIENCE_MS = 200;
/** The same where nobody waits for us. */
const LONG_PATIENCE_MS = 5000;
const PAUSE_MS = 5;

const OURS = processName() ?? String(process.pid);

/** Keeps two processes from changing the same folder at once. A lock of a dead process is taken over. */
export class FolderLock {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Runs `work` under the lock. Throws an error with code ELOCKED when it cannot be had. */
  hold<T>(work: () => T): T {
    const until = Date.now() + PATIENCE_MS;
    while (!this.#take(until))
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    return this.#held(work);
  }

  /** The same, while the thread does something else. */
  async holdSoon<T>(work: () => T): Promise<T> {
    const until = Date.now() + LONG_PATIENCE_MS;
    while (!this.#take(until)) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    return this.#held(work);
  }

  #held<T>(work: () => T): T {
    try {
      return work();
    } finally {
      this.#release();
    }
  }

  #take(until: number): boolean {
    if (this.#create()) return true;
    if (this.#isStale(this.#path)) this.#clear();
    else if (Date.now() > until) throw Object.assign(new Error('locked'), { code: 'ELOCKED' });
    return false;
  }

  #create(): boolean {
    let isOurs = false;
    try {
      const file = fs.openSync(this.#path, 'wx', 0o600);
      isOurs = true;
      try {
        fs.writeFileSync(file, OURS);
      } finally {
        fs.closeSync(file);
      }
      return true;
    } catch (error) {
      // On a full disk there is room for a file, and none for what is in it.
      if (isOurs) fs.rmSync(this.#path, { force: true });
      else if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
  }

  /** Ours may have been taken for stale and taken over: another one is not ours to remove. */
  #release(): void {
    if (this.#read(this.#path) === OURS) fs.rmSync(this.#path, { force: true });
  }

  /**
   * Takes a stale lock out of the way. Somebody else may have done so since we looked, and hold the
   * lock now: what is moved aside and is not stale goes back.
   */
  #clear(): void {
    const aside = join(dirname(this.#path), `.otr-ts.${OURS}.lock.tmp`);
    try {
      fs.renameSync(this.#path, aside);
      if (!this.#isStale(aside)) fs.linkSync(aside, this.#path);
    } catch {
      // It is gone, or a third one has it: the next look tells.
    } finally {
      fs.rmSync(aside, { force: true });
    }
  }

  /** Whether the process that wrote the lock has ended. */
  #isStale(path: string): boolean {
    const text = this.#read(path);
    if (text === null) return false;
    return /^\d+-\d+$/.test(text) ? !isRunning(text) : isOld(path);
  }

  #read(path: string): string | null {
    try {
      return fs.readFileSync(path, 'utf8');
    } catch {
      return null;
    }
  }
}

/** A lock without its owner's name: its writer is between two system calls, or was killed there. */
function isOld(path: string): boolean {
  const stat = fs.statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > PATIENCE_MS / 2;
}
