// SPDX-License-Identifier: GPL-2.0-or-later
// Keys, known fingerprints and trust of other programs into Pidgin's files, from a terminal.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Complaints } from '../controller/complaints.js';
import { type ChosenAccounts, Importing, type ImportTarget } from '../controller/importing.js';
import { KnownKeys } from '../controller/known-keys.js';
import { OwnKeys } from '../controller/own-keys.js';
import { generateDsaKey } from '../crypto/dsa-generate.js';
import { fingerprintOf } from '../crypto/fingerprint.js';
import { SystemClock } from '../purple/clock.js';
import { PurpleFiles } from '../purple/files.js';
import { DiskFiles } from '../purple/outside-files.js';
import { foundAccountId } from '../store/import/assign.js';
import type { Import } from '../store/import/detect.js';
import { IMPORT_USAGE, type ImportOptions, parseImportOptions } from './import-options.js';
import { reportPlan } from './import-report.js';
import { purpleAccounts } from './purple-accounts.js';

/** Our side of an import: Pidgin's folder, with nobody in conversation. */
interface Folder extends ImportTarget {
  close(): void;
}

function open(folder: string): Folder {
  const files = new PurpleFiles(folder);
  const complaints = new Complaints({
    notify: (_kind, _title, text) => process.stderr.write(`${text}\n`),
  });
  const clock = new SystemClock(() => undefined);
  const keys = new OwnKeys(files, { generate: generateDsaKey, fingerprintOf }, complaints);
  const trust = new KnownKeys(files, complaints, () => clock.today());
  const accounts = purpleAccounts(files);
  return {
    keys,
    trust,
    accounts: () => accounts,
    adopt: (account, key) => keys.replace(account, key, () => null),
    close: () => {
      keys.close();
      trust.close();
    },
  };
}

function chosen({ keys, fingerprints }: Import, { as }: ImportOptions): ChosenAccounts {
  const accounts = [...keys, ...fingerprints].map(({ account }) => account);
  return new Map(
    accounts.flatMap((account) => {
      const to = as.get(account.name);
      return to === undefined ? [] : [[foundAccountId(account), to] as const];
    }),
  );
}

/** Shows what one set of folders would change, and does it if it is to be done. Whether all went well. */
async function take(
  importing: Importing,
  folders: readonly string[],
  options: ImportOptions,
): Promise<boolean> {
  const found = importing.read(folders);
  if (typeof found === 'string') {
    process.stderr.write(`${found}\n`);
    return false;
  }
  const plan = importing.plan(found, chosen(found, options));
  process.stdout.write(reportPlan(found, plan, options.replace));
  if (!options.apply) {
    process.stdout.write('Nothing has been changed. To do it, add --apply.\n');
    return found.problems.length === 0;
  }
  const conflicts = plan.keys.filter(({ change }) => change === 'conflict');
  const done = await importing.apply(plan, options.replace ? conflicts : []);
  for (const failure of done.failures) process.stderr.write(`${failure}\n`);
  process.stdout.write(
    `Taken over: keys: ${done.keys}, fingerprints: ${done.fingerprints}.\n` +
      'If Pidgin is running, start it again: it reads its files when it starts.\n',
  );
  return found.problems.length === 0 && done.failures.length === 0;
}

async function main(): Promise<number> {
  const options = parseImportOptions(process.argv.slice(2));
  if (options === null) {
    process.stderr.write(IMPORT_USAGE);
    return 2;
  }
  const folder = open(options.userDir ?? join(homedir(), '.purple'));
  const importing = new Importing(folder, new DiskFiles());
  const { paths } = options;
  const sets =
    paths.length > 0
      ? [paths.map((path) => resolve(path))]
      : importing.look().map(({ folders }) => folders);
  if (sets.length === 0) process.stdout.write('No other program with keys for OTR was found.\n');
  let isWell = true;
  for (const folders of sets) isWell = (await take(importing, folders, options)) && isWell;
  folder.close();
  return isWell ? 0 : 1;
}

void main().then((status) => {
  process.exitCode = status;
});
