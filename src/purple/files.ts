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
import { codeOf, failureOf, Refused } from './file-failure.js';
import { FolderLock } from './folder-lock.js';

/** Read and write for the owner, nothing for anyone else, whatever the umask. */
const MODE = 0o600;
const TEMPORARY = /^\.otr-ts\..*\.tmp$/;

/** The files of one folder on disk; see `FilesPort`. */
export class PurpleFiles implements FilesPort {
  readonly #folder: string;
  readonly #lock: FolderLock;
  #count = 0;
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

  /** A write takes a few milliseconds; it leaves the hook that asked for it first. */
  async write(name: string, bytes: Uint8Array, expected: FileVersion): Promise<WriteResult> {
    await new Promise((resolve) => setImmediate(resolve));
    return this.writeNow(name, bytes, expected);
  }

  writeNow(name: string, bytes: Uint8Array, expected: FileVersion): WriteResult {
    try {
      return this.#lock.hold(() => this.#replace(name, bytes, expected));
    } catch (error) {
      return failureOf(error);
    }
  }

  /** Temporary file, fsync, backup, rename, fsync of the folder: the old or the new, always whole. */
  #replace(name: string, bytes: Uint8Array, expected: FileVersion): WriteResult {
    this.#tidy();
    const path = this.pathOf(name);
    const before = readRegular(path);
    if (versionOf(before) !== expected) return { kind: 'changed' };
    if (bytes.length > MAX_FILE_BYTES) throw new Refused('too-large');
    if (before !== null) this.#put(`${path}.bak`, before);
    this.#put(path, bytes);
    return { kind: 'written', version: versionOf(bytes) };
  }

  #put(path: string, bytes: Uint8Array): void {
    this.#count += 1;
    const temporary = this.pathOf(`.otr-ts.${process.pid}.${this.#count}.tmp`);
    try {
      writeWhole(temporary, bytes);
      fs.renameSync(temporary, path);
    } catch (error) {
      fs.rmSync(temporary, { force: true });
      throw error;
    }
    syncFolder(this.#folder);
  }

  /** What a killed process of ours left behind goes when we first hold the lock. */
  #tidy(): void {
    if (this.#isTidy) return;
    this.#isTidy = true;
    for (const name of fs.readdirSync(this.#folder))
      if (TEMPORARY.test(name)) fs.rmSync(this.pathOf(name), { force: true });
  }
}

/** The content, or null where there is no file. Never follows a link, never waits for a pipe. */
function readRegular(path: string): Buffer | null {
  const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = fs.constants;
  let file: number;
  try {
    file = fs.openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    const stat = fs.fstatSync(file);
    if (!stat.isFile()) throw new Refused('not-a-file');
    if (stat.uid !== process.getuid?.()) throw new Refused('foreign-owner');
    if (stat.size > MAX_FILE_BYTES) throw new Refused('too-large');
    return fs.readFileSync(file);
  } finally {
    fs.closeSync(file);
  }
}

function writeWhole(path: string, bytes: Uint8Array): void {
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = fs.constants;
  const file = fs.openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, MODE);
  try {
    fs.fchmodSync(file, MODE);
    fs.writeFileSync(file, bytes);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

function syncFolder(folder: string): void {
  const file = fs.openSync(folder, fs.constants.O_RDONLY);
  try {
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

/** Content, not times: two writes in one tick of the clock are told apart. */
function versionOf(bytes: Uint8Array | null): FileVersion {
  const name = bytes === null ? 'missing' : toHex(sha256(bytes));
  return name as FileVersion;
}
