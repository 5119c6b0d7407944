// SPDX-License-Identifier: GPL-2.0-or-later
import type { FileFailure } from './files-port.js';

/** A file below a folder that a person named. */
export interface OutsideFile {
  /** The path below that folder, with `/` between names. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type FolderContent =
  { readonly kind: 'folder'; readonly files: readonly OutsideFile[] } | FileFailure;

/** Files outside our own folder, which a person has named. Nothing here throws for what a disk may do. */
export interface OutsideFiles {
  /**
   * The files below `folder` whose names `wanted` accepts: not too deep, not too many, none of more
   * than MAX_FILE_BYTES; those that cannot be read are left out. Or `folder` itself, if it is a file.
   */
  read(folder: string, wanted: (name: string) => boolean): FolderContent;
  /** Writes a whole file that only its owner can read, in the place of one that is there. */
  save(path: string, bytes: Uint8Array): FileFailure | null;
  /** The person's home folder, and a variable of the environment ('' when it is not set). */
  home(): string;
  variable(name: string): string;
}
