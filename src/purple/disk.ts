// SPDX-License-Identifier: GPL-2.0-or-later
import * as fs from 'node:fs';
import { MAX_FILE_BYTES } from '../controller/files-port.js';
import { codeOf, Refused } from './file-failure.js';

/** Read and write for the owner, nothing for anyone else, whatever the umask. */
const MODE = 0o600;
const { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = fs.constants;
const NEW = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;

/** The content, or null where there is no file. Never follows a link, never waits for a pipe. */
export function readRegular(path: string): Buffer | null {
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

/** Makes a file that is not there yet; it is on the disk when this returns. */
export function writeNew(path: string, bytes: Uint8Array): void {
  const file = fs.openSync(path, NEW, MODE);
  try {
    fs.fchmodSync(file, MODE);
    fs.writeFileSync(file, bytes);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

/** The same on libuv's threads. */
export async function writeNewSoon(path: string, bytes: Uint8Array): Promise<void> {
  const file = await fs.promises.open(path, NEW, MODE);
  try {
    await file.chmod(MODE);
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What was renamed in this folder stays so, whatever happens to the power. */
export function syncFolder(folder: string): void {
  const file = fs.openSync(folder, O_RDONLY);
  try {
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

/** The same on libuv's threads. */
export async function syncFolderSoon(folder: string): Promise<void> {
  const file = await fs.promises.open(folder, O_RDONLY);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
