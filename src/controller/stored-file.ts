// SPDX-License-Identifier: GPL-2.0-or-later
import type { Problem } from '../store/problem.js';
import type { FileFailure, FilesPort, FileVersion, WriteResult } from './files-port.js';
import { unreadableText, unwritableText } from './file-texts.js';

/** How the bytes of a kind of file become a value and back. */
export interface Format<T> {
  /** What there is before there is a file. */
  none(): T;
  parse(bytes: Uint8Array): T | Problem;
  toBytes(value: T): Uint8Array;
}

/** A change, of the value or in it, that can be made again to what others have written meanwhile. */
export type Edit<T> = (value: T) => T;

/**
 * How often a file that others keep writing is merged before we give up: a second program as busy
 * as we are takes our place every other time.
 */
const MERGES = 20;

/**
 * One of pidgin-otr's files as a value. A change holds at once, is written in the background, and is
 * made again on top of what others have written. safety.md §4: a file that could not be understood
 * is never overwritten; what was to be written into it holds until the program ends.
 */
export class StoredFile<T> {
  readonly #files: FilesPort;
  readonly #name: string;
  readonly #format: Format<T>;
  #version: FileVersion | null = null;
  #value: T;
  #trouble: string | null = null;
  #isLoaded = false;
  #edits: Edit<T>[] = [];
  #writing: Promise<string | null> | null = null;

  constructor(files: FilesPort, name: string, format: Format<T>) {
    this.#files = files;
    this.#name = name;
    this.#format = format;
    this.#value = format.none();
  }

  /** What the file holds, with our changes; what there is without a file when it is in trouble. */
  get value(): T {
    this.#load();
    return this.#value;
  }

  /** Why the file cannot be used, for people; null: it can. */
  get trouble(): string | null {
    this.#load();
    return this.#trouble;
  }

  /** A file in trouble may have been repaired. */
  lookAgain(): void {
    if (this.#trouble !== null) this.#isLoaded = false;
  }

  /** Changes the value now, and the file soon. Resolves to null, or to why it was not written. */
  edit(edit: Edit<T>): Promise<string | null> {
    this.#load();
    this.#value = edit(this.#value);
    this.#edits.push(edit);
    if (this.#trouble !== null) return Promise.resolve(this.#trouble);
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
    return this.#writing;
  }

  /** What is not on disk yet is written now: the program ends. */
  flush(): string | null {
    for (let i = 0; i < MERGES && this.#mayWrite(); i += 1) {
      const count = this.#edits.length;
      const result = this.#files.writeNow(this.#name, this.#bytes(), this.#knownVersion());
      const failure = this.#took(result, count);
      if (failure !== null) return failure;
    }
    return null;
  }

  async #write(): Promise<string | null> {
    for (let merges = 0; this.#mayWrite() && merges < MERGES;) {
      const count = this.#edits.length;
      const result = await this.#files.write(this.#name, this.#bytes(), this.#knownVersion());
      const failure = this.#took(result, count);
      if (failure !== null) return failure;
      if (result.kind === 'changed') merges += 1;
    }
    return this.#trouble ?? (this.#edits.length === 0 ? null : this.#unwritable('locked'));
  }

  #mayWrite(): boolean {
    return this.#trouble === null && this.#edits.length > 0;
  }

  /** The first `count` edits were written, or have to be made again, or the disk refused. */
  #took(result: WriteResult, count: number): string | null {
    switch (result.kind) {
      case 'written':
        this.#version = result.version;
        this.#edits.splice(0, count);
        return null;
      case 'changed':
        this.#read();
        return null;
      case 'failed':
        return this.#unwritable(result.reason);
    }
  }

  #bytes(): Uint8Array {
    return this.#format.toBytes(this.#value);
  }

  #knownVersion(): FileVersion {
    if (this.#version === null) throw new Error('written before it was read');
    return this.#version;
  }

  #unwritable(reason: FileFailure['reason']): string {
    return unwritableText(this.#files.pathOf(this.#name), reason);
  }

  #load(): void {
    if (!this.#isLoaded) this.#read();
  }

  /** The file as it is now, with the edits that are not in it yet. */
  #read(): void {
    this.#isLoaded = true;
    const path = this.#files.pathOf(this.#name);
    const result = this.#files.read(this.#name);
    this.#trouble = result.kind === 'failed' ? unreadableText(path, result.reason) : null;
    let value = this.#format.none();
    if (result.kind !== 'failed') this.#version = result.version;
    if (result.kind === 'content') {
      const parsed = this.#format.parse(result.bytes);
      if (isProblem(parsed)) this.#trouble = unreadableText(path, parsed);
      else value = parsed;
    }
    this.#value = this.#edits.reduce((before, edit) => edit(before), value);
  }
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'problem';
}
