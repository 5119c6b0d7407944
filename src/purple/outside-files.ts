// SPDX-License-Identifier: GPL-2.0-or-later
import * as fs from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type FileFailure, MAX_FILE_BYTES } from '../controller/files-port.js';
import type { FolderContent, OutsideFile, OutsideFiles } from '../controller/outside-files.js';
import { writeNew } from './disk.js';
import { failureOf, Refused } from './file-failure.js';

/** Deep enough for every program's folder of keys; a home folder named by mistake ends soon. */
const MAX_DEPTH = 6;
const MAX_ENTRIES = 20_000;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;

/** Files on disk anywhere; see `OutsideFiles`. */
export class DiskFiles implements OutsideFiles {
  read(folder: string, wanted: (name: string) => boolean): FolderContent {
    try {
      if (!fs.statSync(folder).isDirectory()) return oneFile(folder);
      const walk = new Walk(wanted);
      walk.enter(folder, '', MAX_DEPTH);
      return { kind: 'folder', files: walk.files };
    } catch (error) {
      return failureOf(error);
    }
  }

  save(path: string, bytes: Uint8Array): FileFailure | null {
    const temporary = join(dirname(path), `.otr-ts.${process.pid}.export.tmp`);
    try {
      // Not a file that waits there already: it could be a link, or readable by others.
      fs.rmSync(temporary, { force: true });
      writeNew(temporary, bytes);
      fs.renameSync(temporary, path);
      return null;
    } catch (error) {
      fs.rmSync(temporary, { force: true });
      return failureOf(error);
    }
  }

  home(): string {
    return homedir();
  }

  variable(name: string): string {
    return process.env[name] ?? '';
  }
}

/** One walk through a folder, with limits on everything that it meets. */
class Walk {
  readonly files: OutsideFile[] = [];
  readonly #wanted: (name: string) => boolean;
  #entries = 0;
  #bytes = 0;

  constructor(wanted: (name: string) => boolean) {
    this.#wanted = wanted;
  }

  enter(folder: string, prefix: string, depth: number): void {
    for (const entry of fs.readdirSync(folder)) {
      this.#entries += 1;
      if (this.#entries > MAX_ENTRIES) return;
      this.#visit(join(folder, entry), prefix + entry, depth);
    }
  }

  /** One that cannot be read is as good as not there. */
  #take(path: string, name: string): void {
    if (!this.#wanted(name)) return;
    const bytes = readFile(path);
    if (bytes === null || this.#bytes + bytes.length > MAX_TOTAL_BYTES) return;
    this.#bytes += bytes.length;
    this.files.push({ name, bytes });
  }

  /** Links are followed: this only reads, and people keep such folders behind links. */
  #visit(path: string, name: string, depth: number): void {
    try {
      const stat = fs.statSync(path);
      if (stat.isFile()) this.#take(path, name);
      if (stat.isDirectory() && depth > 0) this.enter(path, `${name}/`, depth - 1);
    } catch {
      // What is not ours to read holds nothing of ours.
    }
  }
}

function oneFile(path: string): FolderContent {
  const bytes = readFile(path);
  if (bytes === null) throw new Refused('not-a-file');
  return { kind: 'folder', files: [{ name: basename(path), bytes }] };
}

/** Null: not an ordinary file, too large, or not ours to read. */
function readFile(path: string): Buffer | null {
  try {
    const stat = fs.statSync(path);
    return stat.isFile() && stat.size <= MAX_FILE_BYTES ? fs.readFileSync(path) : null;
  } catch {
    return null;
  }
}
