// SPDX-License-Identifier: GPL-2.0-or-later
// libotr's files as values, and what taking over another program's would change: nothing is written.
//   node store-example.js PURPLE_FOLDER OTHER_FOLDER
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  detectImport,
  fingerprintOf,
  type ImportFile,
  isImportFile,
  KnownFingerprints,
  planImport,
  PrivateKeys,
  type Problem,
  programOf,
} from 'otr-ts/engine';

/** A file that is not there is empty; one that cannot be read must not be overwritten either. */
function open<T>(path: string, none: T, parse: (bytes: Uint8Array) => T | Problem): T {
  const value = existsSync(path) ? parse(readFileSync(path)) : none;
  if (isProblem(value)) throw new Error(`${path}, line ${value.line}: ${value.detail}`);
  return value;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'problem';
}

function filesBelow(folder: string): readonly ImportFile[] {
  const names = readdirSync(folder).filter(isImportFile);
  return names.map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

function main(ours = '.', theirs = '.'): void {
  const keys = open(join(ours, 'otr.private_key'), PrivateKeys.none, (b) => PrivateKeys.parse(b));
  const known = open(join(ours, 'otr.fingerprints'), KnownFingerprints.none(), (b) =>
    KnownFingerprints.parse(b),
  );
  for (const entry of keys.entries)
    if (entry.kind === 'key') console.log(entry.account, fingerprintOf(entry.key));

  const found = detectImport(filesBelow(theirs), theirs);
  if (found === null) return;
  console.log(`found in ${programOf(found.program).name}:`);
  const accounts = [{ account: 'alice@example.org/Home', protocol: 'prpl-jabber' }];
  const plan = planImport(found, { keys, known, accounts });
  for (const { account, fingerprint, change } of plan.keys)
    console.log(`key of ${account.name}: ${fingerprint}: ${change}`);
  for (const { contact, fingerprint, trust, change } of plan.fingerprints)
    console.log(`${contact}: ${fingerprint}: ${trust || 'not trusted'}: ${change}`);
}

main(...process.argv.slice(2));
