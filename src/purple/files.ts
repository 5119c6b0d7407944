// SPDX-License-Identifier: GPL-2.0-or-later
import * as fs from 'node:fs';
import { join } from 'node:path';
import {
  type FilesPort,
  type FileVersion,
  MAX_FILE_BYTES,
  type ReadResult,
  type WriteResult,
} from '../controller/files-port.js';
import { sha256 } from '../crypto/hash.js';
import { toHex } from '../wire/bytes.js';
import { readRegular, syncFolder, syncFolderSoon, writeNew, writeNewSoon } from './disk.js';
import { failureOf, Refused } from './file-failure.js';
import { FolderLock } from './folder-lock.js';
import { isRunning, processName } from './process-name.js';

/** The name of the process that a temporary file belongs to. */
const TEMPORARY = /^\.otr-ts\.([^.]*)\..*\.tmp$/;
const OURS = processName() ?? String(process.pid);

/** Numbers the temporary files of this process, whichever run of the plugin they belong to. */
let count = 0;

/** A file that is written beside, and then takes its place. */
interface Replacement {
  readonly temporary: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The files of one folder on disk; see `FilesPort`. */
export class PurpleFiles implements FilesPort {
  readonly #folder: string;
  readonly #lock: FolderLock;
  #isTidy = false;

  constructor(folder: string) {
    this.#folder = folder;
    this.#lock = new FolderLock(join(folder, 'otr-ts.lock'));
  }

  pathOf(name: string): string {
    return join(this.#folder, name);
  }

  read(name: string): ReadResult {
    try {
      const bytes = readRegular(this.pathOf(name));
      return bytes === null
        ? { kind: 'missing', version: versionOf(null) }
        : { kind: 'content', bytes, version: versionOf(bytes) };
    } catch (error) {
      return failureOf(error);
    }
  }

  /** The disk is waited for on libuv's threads; here, files that lie ready take their places. */
  async write(name: string, bytes: Uint8Array, expected: FileVersion): Promise<WriteResult> {
    let plan: readonly Replacement[] = [];
    try {
      plan = this.#plan(name, bytes, expected);
      for (const { temporary, bytes: content } of plan) await writeNewSoon(temporary, content);
      await this.#lock.holdSoon(() => {
        this.#exchange(name, expected, plan);
      });
      await syncFolderSoon(this.#folder);
      return { kind: 'written', version: versionOf(bytes) };
    } catch (error) {
      return refusalOf(error);
    } finally {
      discard(plan);
    }
  }

  writeNow(name: string, bytes: Uint8Array, expected: FileVersion): WriteResult {
    let plan: readonly Replacement[] = [];
    try {
      plan = this.#plan(name, bytes, expected);
      for (const { temporary, bytes: content } of plan) writeNew(temporary, content);
      this.#lock.hold(() => {
        this.#exchange(name, expected, plan);
      });
      syncFolder(this.#folder);
      return { kind: 'written', version: versionOf(bytes) };
    } catch (error) {
      return refusalOf(error);
    } finally {
      discard(plan);
    }
  }

  /** What is to be written: the content before as a backup, and the new one. */
  #plan(name: string, bytes: Uint8Array, expected: FileVersion): readonly Replacement[] {
    this.#tidy();
    const path = this.pathOf(name);
    const before = this.#contentIfStill(name, expected);
    if (bytes.length > MAX_FILE_BYTES) throw new Refused('too-large');
    const replacement = this.#replacement(path, bytes);
    return before === null
      ? [replacement]
      : [this.#replacement(`${path}.bak`, before), replacement];
  }

  #replacement(path: string, bytes: Uint8Array): Replacement {
    count += 1;
    const temporary = this.pathOf(`.otr-ts.${OURS}.${count}.tmp`);
    return { temporary, path, bytes };
  }

  #contentIfStill(name: string, expected: FileVersion): Uint8Array | null {
    const content = readRegular(this.pathOf(name));
    if (versionOf(content) !== expected) throw new Changed();
    return content;
  }

  /** Under the lock: the old or the new, always whole. */
  #exchange(name: string, expected: FileVersion, plan: readonly Replacement[]): void {
    this.#contentIfStill(name, expected);
    for (const { temporary, path } of plan) fs.renameSync(temporary, path);
  }

  /** What killed processes left behind goes before we write for the first time. */
  #tidy(): void {
    if (this.#isTidy) return;
    this.#isTidy = true;
    for (const name of fs.readdirSync(this.#folder)) {
      const [, owner] = TEMPORARY.exec(name) ?? [];
      if (owner !== undefined && !isRunning(owner)) fs.rmSync(this.pathOf(name), { force: true });
    }
  }
}

/** Somebody else has written the file. */
class Changed extends Error {}

function refusalOf(error: unknown): WriteResult {
  return error instanceof Changed ? { kind: 'changed' } : failureOf(error);
}

/** Nothing is left of what did not take its place. */
function discard(plan: readonly Replacement[]): void {
  for (const { temporary } of plan) fs.rmSync(temporary, { force: true });
}

/** Content, not times: two writes in one tick of the clock are told apart. */
function versionOf(bytes: Uint8Array | null): FileVersion {
  const name = bytes === null ? 'missing' : toHex(sha256(bytes));
  return name as FileVersion;
}
