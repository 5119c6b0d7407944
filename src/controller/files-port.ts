// SPDX-License-Identifier: GPL-2.0-or-later

/** Names what a file held when it was read; a write says which content it replaces. Opaque. */
export type FileVersion = string & { readonly __brand: 'FileVersion' };

/** Why a file was not read or not written. */
export type FileRefusal =
  /** It, or the folder that it belongs in, is not there. */
  | 'missing'
  /** It is a symbolic link: we never follow one, so that nobody can point us elsewhere. */
  | 'symlink'
  /** It belongs to another user. */
  | 'foreign-owner'
  /** It is a folder, a pipe, a device. */
  | 'not-a-file'
  /** It has more than MAX_FILE_BYTES. */
  | 'too-large'
  /** The system forbids it, or the file system can only be read. */
  | 'denied'
  /** The disk or the quota is full. */
  | 'no-space'
  /** Another program holds the lock for longer than we wait. */
  | 'locked'
  /** Any other answer of the system's; see `detail`. */
  | 'failed';

/** No file of ours or pidgin-otr's is longer: 100,000 known fingerprints have 9 MB. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

export interface FileFailure {
  readonly kind: 'failed';
  readonly reason: FileRefusal;
  /** The system's error code, such as "EIO"; for logs. */
  readonly detail: string;
}

export type ReadResult =
  | { readonly kind: 'content'; readonly bytes: Uint8Array; readonly version: FileVersion }
  | { readonly kind: 'missing'; readonly version: FileVersion }
  | FileFailure;

export type WriteResult =
  | { readonly kind: 'written'; readonly version: FileVersion }
  /** Somebody else has written it since: nothing was done; read again and merge. */
  | { readonly kind: 'changed' }
  | FileFailure;

/**
 * The files in the user's folder, by bare name. Nothing here throws for what a disk may do. A write
 * replaces the whole file or nothing, whatever happens meanwhile; it keeps the content before as
 * `NAME.bak`; what it writes is readable by its owner only.
 */
export interface FilesPort {
  read(name: string): ReadResult;
  /** Waits for the disk off the main thread. Writes of one name take effect in the order asked. */
  write(name: string, bytes: Uint8Array, expected: FileVersion): Promise<WriteResult>;
  /** The same at once, overtaking nothing: for the moment before the program ends. */
  writeNow(name: string, bytes: Uint8Array, expected: FileVersion): WriteResult;
  /** The whole path, to tell a person which file is meant. */
  pathOf(name: string): string;
}
