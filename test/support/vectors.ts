// SPDX-License-Identifier: GPL-2.0-or-later
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DsaPrivateKey } from '../../src/crypto/dsa.js';

/** The bytes of hexadecimal digits. */
export function hex(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits, 'hex'));
}

/** The hexadecimal digits of bytes. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** A file of test/vectors, whose form the caller knows. */
export function vectors(name: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, '..', 'vectors', `${name}.json`), 'utf8'));
}

export interface RecordedKey {
  readonly p: string;
  readonly q: string;
  readonly g: string;
  readonly y: string;
  readonly x: string;
  readonly fingerprint: string;
}

/** A key as the engine takes it. */
export function dsaKey(recorded: RecordedKey): DsaPrivateKey {
  const number = (name: 'p' | 'q' | 'g' | 'y' | 'x'): bigint => BigInt(`0x${recorded[name]}`);
  return { p: number('p'), q: number('q'), g: number('g'), y: number('y'), x: number('x') };
}

export type Name = 'alice' | 'bob';

/** A message of a recorded conversation, in the order in which they were sent. */
export interface RecordedStep {
  readonly from: Name;
  readonly wire: string;
  /** What the receiver showed. */
  readonly text?: string;
  /** The fields as otr_parse prints them. */
  readonly parsed?: Readonly<Record<string, string>> & { readonly revealed_mac_keys?: string[] };
  readonly sendingAes?: string;
  readonly sendingMac?: string;
  readonly extraKey?: { readonly use: number; readonly useData: string; readonly key: string };
  readonly receiver?: {
    readonly state: string;
    readonly ssid: string;
    readonly bold: 'first' | 'second';
  };
}

/** test/vectors/libotr-v2.json and libotr-v3.json */
export interface Recording {
  readonly version: 2 | 3;
  readonly tags: Readonly<Record<Name, string>>;
  readonly keys: Readonly<Record<Name, RecordedKey>>;
  readonly commit: { readonly x: string; readonly r: string; readonly gx: string };
  readonly dhKey: { readonly y: string; readonly gy: string };
  /** Every D-H private key of each side, by its id. */
  readonly dhPrivate: Readonly<Record<Name, Readonly<Record<string, string>>>>;
  readonly steps: readonly RecordedStep[];
}

export function recording(version: 2 | 3): Recording {
  return vectors(`libotr-v${version}`) as Recording;
}

/** Alice's and Bob's long-term keys, made by libotr. */
export const IDENTITIES: Readonly<Record<Name, DsaPrivateKey>> = {
  alice: dsaKey(recording(3).keys.alice),
  bob: dsaKey(recording(3).keys.bob),
};
