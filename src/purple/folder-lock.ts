// SPDX-License-Identifier: GPL-2.0-or-later
import * as fs from 'node:fs';

/** Another program's write takes milliseconds; nobody's window is to stand still for longer. */
const PATIENCE_MS = 200;
/** The same where nobody waits for us. */
const LONG_PATIENCE_MS = 5000;
const PAUSE_MS = 5;

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
      fs.rmSync(this.#path, { force: true });
    }
  }

  #take(until: number): boolean {
    if (this.#create()) return true;
    if (this.#isStale()) fs.rmSync(this.#path, { force: true });
    else if (Date.now() > until) throw Object.assign(new Error('locked'), { code: 'ELOCKED' });
    return false;
  }

  #create(): boolean {
    try {
      fs.writeFileSync(this.#path, owner(process.pid), { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }

  /** Whether the process that wrote the lock has ended; its number may be another's by now. */
  #isStale(): boolean {
    try {
      const text = fs.readFileSync(this.#path, 'utf8');
      const pid = Number.parseInt(text, 10);
      if (!Number.isSafeInteger(pid)) return this.#isOld();
      return owner(pid) !== text;
    } catch {
      return false;
    }
  }

  /** A lock without its owner's name: its writer is between two system calls, or was killed there. */
  #isOld(): boolean {
    return Date.now() - fs.statSync(this.#path).mtimeMs > PATIENCE_MS / 2;
  }
}

/** The process's number and start time, which together name it; only the number when it has ended. */
function owner(pid: number): string {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    // Field 22, counted after the command's name, which may hold anything.
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${pid} ${start}`;
  } catch {
    return `${pid} gone`;
  }
}
