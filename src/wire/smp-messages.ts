// SPDX-License-Identifier: GPL-2.0-or-later
import { concat } from './bytes.js';
import { OtrFault } from './fault.js';
import { MAX_DH_BYTES } from './limits.js';
import type { Mpi } from './mpi.js';
import { WireReader } from './reader.js';
import { type Tlv, TLV } from './tlv.js';
import { dataLength, WireWriter } from './writer.js';

/** The numbers of each message, in wire order, under the specification's names. */
const FIELDS = {
  smp1: ['g2a', 'c2', 'd2', 'g3a', 'c3', 'd3'],
  smp2: ['g2b', 'c2', 'd2', 'g3b', 'c3', 'd3', 'pb', 'qb', 'cp', 'd5', 'd6'],
  smp3: ['pa', 'qa', 'cp', 'd5', 'd6', 'ra', 'cr', 'd7'],
  smp4: ['rb', 'cr', 'd7'],
} as const;

type Kind = keyof typeof FIELDS;
type Numbers<K extends Kind> = { readonly [Name in (typeof FIELDS)[K][number]]: Mpi };

/** `question`: UTF-8; null in a run without one. */
export type Smp1 = {
  readonly type: 'smp1';
  readonly question: Uint8Array | null;
} & Numbers<'smp1'>;
export type Smp2 = { readonly type: 'smp2' } & Numbers<'smp2'>;
export type Smp3 = { readonly type: 'smp3' } & Numbers<'smp3'>;
export type Smp4 = { readonly type: 'smp4' } & Numbers<'smp4'>;
export type SmpMessage = Smp1 | Smp2 | Smp3 | Smp4 | { readonly type: 'smp-abort' };

const NUL = new Uint8Array(1);

const TYPES: ReadonlySet<number> = new Set([
  TLV.smp1,
  TLV.smp2,
  TLV.smp3,
  TLV.smp4,
  TLV.smpAbort,
  TLV.smp1Question,
]);

export function isSmp({ type }: Tlv): boolean {
  return TYPES.has(type);
}

export function encodeSmp(message: SmpMessage): Tlv {
  switch (message.type) {
    case 'smp-abort':
      return { type: TLV.smpAbort, value: new Uint8Array(0) };
    case 'smp1':
      return encodeSmp1(message);
    case 'smp2':
      return { type: TLV.smp2, value: encodeNumbers('smp2', message) };
    case 'smp3':
      return { type: TLV.smp3, value: encodeNumbers('smp3', message) };
    case 'smp4':
      return { type: TLV.smp4, value: encodeNumbers('smp4', message) };
  }
}

function encodeSmp1(message: Smp1): Tlv {
  const numbers = encodeNumbers('smp1', message);
  if (message.question === null) return { type: TLV.smp1, value: numbers };
  return { type: TLV.smp1Question, value: concat(message.question, NUL, numbers) };
}

function encodeNumbers<K extends Kind>(kind: K, numbers: Numbers<K>): Uint8Array {
  const names: readonly (keyof Numbers<K>)[] = FIELDS[kind];
  const values = names.map((name) => numbers[name]);
  const out = new WireWriter(values.reduce((sum, value) => sum + dataLength(value), 4));
  out.int(values.length);
  for (const value of values) out.data(value);
  return out.bytes;
}

/** The SMP message that a TLV holds, or null when it is none. Throws OtrFault. */
export function decodeSmp({ type, value }: Tlv): SmpMessage | null {
  switch (type) {
    case TLV.smpAbort:
      // "The value of this TLV is empty", but what some engines put there changes nothing.
      return { type: 'smp-abort' };
    case TLV.smp1:
      return { type: 'smp1', question: null, ...decodeNumbers('smp1', value) };
    case TLV.smp1Question:
      return decodeQuestion(value);
    case TLV.smp2:
      return { type: 'smp2', ...decodeNumbers('smp2', value) };
    case TLV.smp3:
      return { type: 'smp3', ...decodeNumbers('smp3', value) };
    case TLV.smp4:
      return { type: 'smp4', ...decodeNumbers('smp4', value) };
    default:
      return null;
  }
}

function decodeQuestion(value: Uint8Array): Smp1 {
  const nul = value.indexOf(0);
  if (nul < 0) throw new OtrFault('malformed', 'question without end');
  const numbers = decodeNumbers('smp1', value.subarray(nul + 1));
  return { type: 'smp1', question: Uint8Array.from(value.subarray(0, nul)), ...numbers };
}

/** INT count, which must be the right one, then so many MPIs. Copies: they outlive the message. */
function decodeNumbers<K extends Kind>(kind: K, value: Uint8Array): Numbers<K> {
  const from = new WireReader(value);
  const names: readonly string[] = FIELDS[kind];
  if (from.int() !== names.length) throw new OtrFault('malformed', 'SMP count');
  const entries = names.map((name) => [name, Uint8Array.from(from.mpi(MAX_DH_BYTES))]);
  return Object.fromEntries(entries) as Numbers<K>;
}
