// SPDX-License-Identifier: GPL-2.0-or-later
import { orProblem } from '../problem.js';
import { readAdiumAccounts } from './adium.js';
import { readCoyimFile } from './coyim.js';
import { type FileProblem, type Found, type ImportFile, together } from './found.js';
import { type Kind, kindByContent, kindByName } from './kinds.js';
import { meaningWith, readFingerprintFile, readKeyFile } from './libotr.js';
import { purpleProtocol } from './names.js';
import { readOtrJsFile } from './otr-js.js';
import { readPotrFiles } from './potr.js';
import type { ProgramId } from './programs.js';
import { readPsiAccounts } from './psi.js';

/** What a folder or file of another program's holds. */
export interface Import extends Found {
  /** The program that most likely wrote it. */
  readonly program: ProgramId;
}

/** Whether a file of this name, below a folder that a person chose, is worth reading. */
export function isImportFile(name: string): boolean {
  return kindByName(name) !== null;
}

/**
 * Reads what another program keeps: keys of the person's own, known fingerprints, and trust.
 *
 * @param files the files below one folder that `isImportFile` accepts, or one file of any name.
 * @param folder where they are, as a hint at the program.
 * @returns null when none of the files is anything we know. Nothing throws for what is in a file:
 *   whatever cannot be read stands in `problems`.
 */
export function detectImport(files: readonly ImportFile[], folder = ''): Import | null {
  const [only] = files;
  const kinds = files.map((file): readonly [Kind | null, ImportFile] => [
    kindByName(file.name),
    file,
  ]);
  const known = kinds.filter(([kind]) => kind !== null);
  if (only === undefined || (known.length === 0 && files.length > 1)) return null;
  const sorted = known.length > 0 ? known : [[kindByContent(only), only] as const];
  const found = readAll(new FilesOfKind(sorted));
  const names = files.map(({ name }) => `${folder}/${name}`);
  return { program: programFor(names, found), ...found };
}

class FilesOfKind {
  readonly #files: readonly (readonly [Kind | null, ImportFile])[];

  constructor(files: readonly (readonly [Kind | null, ImportFile])[]) {
    this.#files = files;
  }

  of(kind: Kind): readonly ImportFile[] {
    return this.#files.flatMap(([other, file]) => (other === kind ? [file] : []));
  }
}

function readAll(files: FilesOfKind): Found {
  const accounts = accountNames(files);
  const potr = files.of('potr-key');
  const lists = files.of('fingerprints');
  const isPotr = ({ name }: ImportFile): boolean => potr.length > 0 && name.endsWith('.fpr');
  const meaning = meaningWith(accounts.names);
  return together([
    { keys: [], fingerprints: [], problems: accounts.problems },
    ...files.of('keys').map((file) => readKeyFile(file, meaning)),
    ...lists.filter((file) => !isPotr(file)).map((file) => readFingerprintFile(file, meaning)),
    readPotrFiles(potr, lists.filter(isPotr)),
    ...files.of('coyim').map(readCoyimFile),
    ...files.of('otr-js').map(readOtrJsFile),
  ]);
}

/** What Adium and Psi call their accounts, and what people call them. */
function accountNames(files: FilesOfKind): {
  readonly names: ReadonlyMap<string, string>;
  readonly problems: readonly FileProblem[];
} {
  const names = new Map<string, string>();
  const problems: FileProblem[] = [];
  const read = (file: ImportFile, reader: (bytes: Uint8Array) => ReadonlyMap<string, string>) => {
    const accounts = orProblem(() => reader(file.bytes));
    if ('kind' in accounts) problems.push({ file: file.name, problem: accounts });
    else for (const [id, name] of accounts) names.set(id, name);
  };
  for (const file of files.of('adium-accounts')) read(file, readAdiumAccounts);
  // Other programs have an accounts.xml too.
  const isPsi = files.of('keys').some(({ name }) => PSI_KEYS.test(name));
  for (const file of isPsi ? files.of('psi-accounts') : []) read(file, readPsiAccounts);
  return { names, problems };
}

const PSI_KEYS = /(^|\/)otr\.keys$/;

/** A sign of each program, by the names of its files and what is in them; the first that fits. */
const SIGNS: readonly (readonly [ProgramId, RegExp, (found: Found) => boolean])[] = [
  ['coyim', /accounts\.json(\.enc)?$/, () => true],
  ['psi', PSI_KEYS, () => true],
  ['adium', /Accounts\.plist$/, () => true],
  ['adium', /otr\.(private_key|fingerprints)$/, (found) => everyAccount(found, isNumber)],
  ['miranda', /otr\.(private_key|fingerprints)$/, (found) => everyAccount(found, isProtocol)],
  ['pidgin', /otr\.(private_key|fingerprints)$/, () => true],
  ['hexchat', /otr\.(key|fp)$/, (found) => everyAccount(found, (name) => name.includes('@'))],
  ['irssi', /otr\.(key|fp)$/, () => true],
  ['profanity', /(keys|fingerprints)\.txt$/, () => true],
  ['kopete', /(privkeys|fingerprints)$/, () => true],
  ['bitlbee', /\.(otr_keys|otr_fprints)$/, () => true],
  ['weechat', /\.(key3|fpr)$/, ({ fingerprints }) => isOnIrc(fingerprints[0]?.account.protocol)],
  ['weechat', /weechat\/.*\.key3$/, () => true],
  ['poezio', /poezio\/.*\.(key3|fpr)$/, () => true],
  ['gajim', /\.key3$/, () => true],
  ['mcabber', /\.(key|fpr)$/, () => true],
];

/** A file of any other name is what everybody's files are like, or a key of otr.js's. */
function programFor(names: readonly string[], found: Found): ProgramId {
  const sign = SIGNS.find(
    ([, pattern, fits]) => names.some((name) => pattern.test(name)) && fits(found),
  );
  if (sign !== undefined) return sign[0];
  return found.fingerprints.length > 0 ||
    found.keys.some(({ account }) => account.protocol !== null)
    ? 'pidgin'
    : 'otr-js';
}

function everyAccount(found: Found, test: (name: string, protocol: string | null) => boolean) {
  const accounts = [...found.keys, ...found.fingerprints].map(({ account }) => account);
  return accounts.length > 0 && accounts.every(({ name, protocol }) => test(name, protocol));
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}

function isProtocol(name: string, protocol: string | null): boolean {
  return protocol !== null && purpleProtocol(name) === protocol;
}

function isOnIrc(protocol: string | null | undefined): boolean {
  return protocol === 'prpl-irc';
}
