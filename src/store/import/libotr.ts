// SPDX-License-Identifier: GPL-2.0-or-later
import { KnownFingerprints } from '../fingerprints.js';
import { PrivateKeys } from '../private-keys.js';
import { type Found, type FoundAccount, type ImportFile, nothingFrom } from './found.js';
import { accountName, contactName, purpleProtocol } from './names.js';

/** The names that a file of libotr's has for an account: every program puts its own there. */
export interface LibotrAccount {
  readonly account: string;
  readonly protocol: string;
}

/** What a program means by these names. */
export type Meaning = (names: LibotrAccount) => FoundAccount;

/**
 * The account's name, a word for the protocol. `names`: what an account is called where the program
 * files it under a number or an id of its own.
 */
export function meaningWith(names: ReadonlyMap<string, string>): Meaning {
  return ({ account, protocol }) => {
    const id = purpleProtocol(protocol);
    return { protocol: id, name: accountName(id, names.get(account) ?? account) };
  };
}

/** Reads a file of private keys as libotr writes it, whatever it is called. */
export function readKeyFile(file: ImportFile, meaning: Meaning): Found {
  const read = PrivateKeys.parse(file.bytes);
  if (!(read instanceof PrivateKeys)) return nothingFrom(file, read);
  const usable = read.entries.flatMap((entry) => (entry.kind === 'key' ? [entry] : []));
  const refused = read.entries.flatMap((entry) => (entry.kind === 'refused' ? [entry] : []));
  // Of several keys of one account the last counts, as with libotr.
  const counting = usable.filter((entry) => read.find(entry) === entry);
  return {
    keys: counting.map((entry) => ({ account: meaning(entry), key: entry.key })),
    fingerprints: [],
    problems: refused.map(({ problem }) => ({ file: file.name, problem })),
  };
}

/** Reads a list of fingerprints as libotr writes it, whatever it is called. */
export function readFingerprintFile(file: ImportFile, meaning: Meaning): Found {
  const read = KnownFingerprints.parse(file.bytes);
  if (!(read instanceof KnownFingerprints)) return nothingFrom(file, read);
  return {
    keys: [],
    fingerprints: read.all().map(({ username, fingerprint, trust, ...names }) => {
      const account = meaning(names);
      return { account, contact: contactOn(account, names, username), fingerprint, trust };
    }),
    problems: read.problems.map((problem) => ({ file: file.name, problem })),
  };
}

/** On IRC some programs write "nick@server" for a contact, where the account says the server too. */
function contactOn(
  { protocol }: FoundAccount,
  { account }: LibotrAccount,
  contact: string,
): string {
  const server = account.slice(account.indexOf('@') + 1);
  const isQualified = protocol === 'prpl-irc' && contact.endsWith(`@${server}`);
  return contactName(protocol, isQualified ? contact.slice(0, -server.length - 1) : contact);
}
