// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey } from '../../crypto/dsa.js';
import { fromBase64 } from '../../wire/bytes.js';
import { parseJson } from '../json.js';
import { orProblem, StoreFault } from '../problem.js';
import { Source } from '../source.js';
import { toLatin1 } from '../text.js';
import {
  type Found,
  type FoundAccount,
  type FoundFingerprint,
  type ImportFile,
  nothingFrom,
  together,
} from './found.js';
import { accountName, contactName } from './names.js';
import { readSerializedKey } from './serialized-key.js';

const PROTOCOL = 'prpl-jabber';
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const FINGERPRINT = /^[0-9a-f]{40}$/i;

/**
 * Reads CoyIM's accounts.json. One that CoyIM has encrypted (accounts.json.enc) is a problem: the
 * person can take the encryption off in CoyIM, or export keys and fingerprints there.
 */
export function readCoyimFile(file: ImportFile): Found {
  const found = orProblem(() => {
    const source = new Source(file.bytes);
    const config = asObject(parseJson(source));
    if ('Params' in config && 'Data' in config)
      throw new StoreFault('encrypted', 1, 'encrypted by CoyIM');
    if (!Array.isArray(config['Accounts']))
      throw new StoreFault('wrong-kind', 1, 'no list of accounts');
    const keyIn = (text: string): DsaPrivateKey => readKey(source, text);
    return together(
      config['Accounts'].map((account) => readAccount(file, asObject(account), keyIn)),
    );
  });
  return 'kind' in found ? nothingFrom(file, found) : found;
}

type Json = Readonly<Record<string, unknown>>;

function readAccount(file: ImportFile, entry: Json, keyIn: (text: string) => DsaPrivateKey): Found {
  const account = { protocol: PROTOCOL, name: accountName(PROTOCOL, asText(entry['Account'])) };
  // PrivateKey and KnownFingerprints are what earlier versions wrote.
  const keys = [...asList(entry['PrivateKeys']), entry['PrivateKey']].map(asText);
  // One of each kind that CoyIM knows; ours is the DSA one, which it makes first.
  const [first] = keys.filter((text) => text !== '');
  const key = first === undefined ? null : orProblem(() => keyIn(first));
  const fingerprints = { keys: [], fingerprints: fingerprintsIn(account, entry), problems: [] };
  if (key === null) return fingerprints;
  return together([
    'kind' in key
      ? nothingFrom(file, key)
      : { keys: [{ account, key }], fingerprints: [], problems: [] },
    fingerprints,
  ]);
}

/** Throws StoreFault with the line that the key stands in. */
function readKey(source: Source, text: string): DsaPrivateKey {
  const line = source.lineAt(Math.max(0, toLatin1(source.bytes).indexOf(text)));
  if (!BASE64.test(text)) throw new StoreFault('syntax', line, 'base64');
  return readSerializedKey(fromBase64(text), line);
}

function fingerprintsIn(account: FoundAccount, entry: Json): readonly FoundFingerprint[] {
  const old = asList(entry['KnownFingerprints']).map(asObject);
  const peers = asList(entry['Peers']).map(asObject);
  return [
    ...old.flatMap((known) => fingerprint(account, known, known['Untrusted'] !== true)),
    ...peers.flatMap((peer) =>
      asList(peer['Fingerprints'])
        .map(asObject)
        .flatMap((known) => {
          const whose = { ...known, UserID: peer['UserID'] };
          return fingerprint(account, whose, known['Trusted'] === true);
        }),
    ),
  ];
}

function fingerprint(
  account: FoundAccount,
  known: Json,
  isTrusted: boolean,
): readonly FoundFingerprint[] {
  const digits = asText(known['FingerprintHex']);
  const contact = contactName(PROTOCOL, asText(known['UserID']));
  if (!FINGERPRINT.test(digits) || contact === '') return [];
  const trust = isTrusted ? 'verified' : '';
  return [{ account, contact, fingerprint: digits.toLowerCase(), trust }];
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
