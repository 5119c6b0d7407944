// SPDX-License-Identifier: GPL-2.0-or-later
import type {
  FileFailure,
  FileRefusal,
  FilesPort,
  FileVersion,
  ReadResult,
  WriteResult,
} from '../../src/controller/files-port.js';
import type { FolderContent, OutsideFiles } from '../../src/controller/outside-files.js';

/** Files of other programs, in memory. */
export class MemoryOutside implements OutsideFiles {
  /** By whole path. */
  readonly contents = new Map<string, Uint8Array>();
  readonly variables = new Map<string, string>();
  refusal: FileRefusal | null = null;

  read(folder: string, wanted: (name: string) => boolean): FolderContent {
    const { refusal } = this;
    if (refusal !== null) return { kind: 'failed', reason: refusal, detail: 'TEST' };
    const files = Array.from(this.contents, ([path, bytes]) => ({ path, bytes })).flatMap(
      ({ path, bytes }) => {
        const isInside = path === folder || path.startsWith(`${folder}/`);
        const name = path === folder ? path.replace(/.*\//, '') : path.slice(folder.length + 1);
        return isInside && (path === folder || wanted(name)) ? [{ name, bytes }] : [];
      },
    );
    const isThere = [...this.contents.keys()].some((path) => `${path}/`.startsWith(`${folder}/`));
    if (isThere) return { kind: 'folder', files };
    return { kind: 'failed', reason: 'failed', detail: 'ENOENT' };
  }

  save(path: string, bytes: Uint8Array): FileFailure | null {
    if (this.refusal !== null) return { kind: 'failed', reason: this.refusal, detail: 'TEST' };
    this.contents.set(path, Uint8Array.from(bytes));
    return null;
  }

  home(): string {
    return '/home/somebody';
  }

  variable(name: string): string {
    return this.variables.get(name) ?? '';
  }
}

/** Files in memory, which can refuse, and which others may write. */
export class MemoryFiles implements FilesPort {
  readonly contents = new Map<string, Uint8Array>();
  /** What every read or write of a name is refused with. */
  readonly unreadable = new Map<string, FileRefusal>();
  readonly unwritable = new Map<string, FileRefusal>();
  /** Runs before each background write, while it waits: somebody else may write. */
  beforeWrite: (name: string) => void = () => undefined;

  text(name: string): string | null {
    const bytes = this.contents.get(name);
    return bytes === undefined ? null : Buffer.from(bytes).toString();
  }

  put(name: string, text: string): void {
    this.contents.set(name, Buffer.from(text));
  }

  read(name: string): ReadResult {
    const reason = this.unreadable.get(name);
    if (reason !== undefined) return { kind: 'failed', reason, detail: 'TEST' };
    const bytes = this.contents.get(name);
    const version = this.#version(name);
    return bytes === undefined ? { kind: 'missing', version } : { kind: 'content', bytes, version };
  }

  async write(name: string, bytes: Uint8Array, expected: FileVersion): Promise<WriteResult> {
    await Promise.resolve();
    this.beforeWrite(name);
    return this.writeNow(name, bytes, expected);
  }

  writeNow(name: string, bytes: Uint8Array, expected: FileVersion): WriteResult {
    const reason = this.unwritable.get(name);
    if (reason !== undefined) return { kind: 'failed', reason, detail: 'TEST' };
    if (this.#version(name) !== expected) return { kind: 'changed' };
    this.contents.set(name, Uint8Array.from(bytes));
    return { kind: 'written', version: this.#version(name) };
  }

  pathOf(name: string): string {
    return `/home/somebody/.purple/${name}`;
  }

  #version(name: string): FileVersion {
    return (this.text(name) ?? 'missing') as FileVersion;
  }
}
