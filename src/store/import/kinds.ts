// SPDX-License-Identifier: GPL-2.0-or-later
import { toLatin1 } from '../text.js';
import type { ImportFile } from './found.js';

/** What a file is to an import. */
export type Kind =
  /** libotr's private keys, fingerprints. */
  | 'keys'
  | 'fingerprints'
  /** pure-python-otr's key. */
  | 'potr-key'
  | 'coyim'
  | 'otr-js'
  /** What says whose the keys of Adium and Psi are. */
  | 'adium-accounts'
  | 'psi-accounts';

const NAMES: readonly (readonly [Kind, RegExp])[] = [
  ['adium-accounts', /(^|\/)Accounts\.plist$/],
  ['psi-accounts', /(^|\/)accounts\.xml$/],
  ['coyim', /(^|\/)accounts\.json(\.enc)?$/],
  ['potr-key', /\.key3$/],
  ['keys', /(^|\/)(otr\.private_key|otr\.keys?|keys\.txt|privkeys)$|\.otr_keys$|@[^/]*\.key$/],
  ['fingerprints', /(^|\/)(otr\.fingerprints|otr\.fp|fingerprints(\.txt)?)$|\.(fpr|otr_fprints)$/],
];

const FINGERPRINT_LINE = /^[^\t\n]*\t[^\t\n]*\t[^\t\n]*\t[0-9a-f]{40}/im;

/** What a file is by the name that programs give it; null: none of ours. */
export function kindByName(name: string): Kind | null {
  return NAMES.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}

/** What a file is by what is in it, when a person chose it whatever it is called. */
export function kindByContent({ bytes }: ImportFile): Kind {
  if (bytes[0] === 0 && bytes[1] === 0) return 'potr-key';
  const beginning = toLatin1(bytes.subarray(0, 4096));
  if (/^\s*\(/.test(beginning)) return 'keys';
  if (/^\s*\{/.test(beginning)) return 'coyim';
  return FINGERPRINT_LINE.test(beginning) ? 'fingerprints' : 'otr-js';
}
