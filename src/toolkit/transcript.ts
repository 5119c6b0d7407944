// SPDX-License-Identifier: GPL-2.0-or-later
import type { DhKeyPair } from '../crypto/group.js';
import { toHex } from '../wire/bytes.js';
import type { ProtocolVersion } from '../wire/header.js';
import type { SecretBytes } from '../crypto/secret.js';

/** A message of a transcript, and what the forger can tell a reader about it. */
export interface Entry {
  readonly name: string;
  readonly wire: string;
  readonly notes: readonly string[];
}

/** "NAME: MESSAGE", and each note on a line of its own after a tab. */
export function writeTranscript(entries: readonly Entry[]): string {
  return entries
    .flatMap(({ name, wire, notes }) => [`${name}: ${wire}`, ...notes.map((note) => `\t${note}`)])
    .map((line) => `${line}\n`)
    .join('');
}

/** Someone in a conversation that is being forged. */
export interface Person {
  readonly name: string;
  /** 0 in version 2 */
  readonly tag: number;
  /** The Diffie-Hellman key of the exchange; a secret without bytes is one that we do not know. */
  readonly dh: DhKeyPair;
  readonly keyId: number;
}

/** A conversation after its key exchange. */
export interface Opening {
  readonly version: ProtocolVersion;
  readonly people: readonly [Person, Person];
  /** s of the exchange, or one made up by somebody who cannot know it. */
  readonly secret: SecretBytes;
  /** The exchange. */
  readonly entries: readonly Entry[];
}

/** The note that hands over the private half of the Diffie-Hellman key which a message carries. */
export function dhNotes({ secret }: DhKeyPair): readonly string[] {
  const bytes = secret.reveal();
  return bytes.length === 0 ? [] : [`DH private key: ${toHex(bytes)}`];
}
