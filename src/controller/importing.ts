// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey } from '../crypto/dsa.js';
import { detectImport, type Import, isImportFile } from '../store/import/detect.js';
import { type ImportPlan, type PlannedKey, planImport } from '../store/import/plan.js';
import { type Homes, type Program, PROGRAMS } from '../store/import/programs.js';
import type { AccountName } from '../store/account-name.js';
import type { AccountId } from './contact-id.js';
import { unreadableText } from './file-texts.js';
import type { KeyRing } from './key-ring.js';
import { _ } from './language.js';
import type { OutsideFile, OutsideFiles } from './outside-files.js';
import type { FiledKey, TrustBook } from './trust-book.js';

/** A program whose files are where it puts them, and how much is in them. */
export interface FoundProgram {
  readonly program: Program;
  /** To be read together: `Importing.read`. */
  readonly folders: readonly string[];
}

/** Where an import goes. */
export interface ImportTarget {
  readonly keys: Pick<KeyRing, 'of' | 'stored'>;
  readonly trust: Pick<TrustBook, 'adopt' | 'stored'>;
  accounts(): readonly AccountId[];
  /** Puts the key in the place of the account's present one. Null, or why nothing was changed. */
  adopt(account: AccountId, key: DsaPrivateKey): Promise<string | null>;
}

/** What the person chose: accounts of ours by `foundAccountId`; null leaves one out. */
export type ChosenAccounts = ReadonlyMap<string, AccountName | null>;

/** What became of an import. */
export interface ImportResult {
  readonly keys: number;
  readonly fingerprints: number;
  /** Why something is not in our files, for people. */
  readonly failures: readonly string[];
}

/**
 * Import from another program, in steps: look or let the person choose a folder, read, plan, show
 * the plan, apply it. Only the last changes anything.
 */
export class Importing {
  readonly #target: ImportTarget;
  readonly #outside: OutsideFiles;

  constructor(target: ImportTarget, outside: OutsideFiles) {
    this.#target = target;
    this.#outside = outside;
  }

  /** The programs whose files are found where they put them by default. */
  look(): readonly FoundProgram[] {
    const homes = this.#homes();
    return PROGRAMS.flatMap((program) => {
      const folders = program.folders(homes).filter((folder) => this.#hasFiles(folder));
      return folders.length === 0 ? [] : [{ program, folders }];
    });
  }

  /** Reads folders that belong together, or one file. A text: why nothing was read. */
  read(folders: readonly string[]): Import | string {
    const files: OutsideFile[] = [];
    for (const folder of folders) {
      const content = this.#outside.read(folder, isImportFile);
      if (content.kind === 'failed') return unreadableText(folder, content.reason);
      files.push(...content.files);
    }
    const path = folders.join(', ');
    return detectImport(files, path) ?? _('No keys of any known program are in %{path}.', { path });
  }

  /** What an import would change, as things stand. */
  plan(found: Import, chosen: ChosenAccounts = new Map()): ImportPlan {
    const { keys, trust } = this.#target;
    const accounts = this.#target.accounts().map(accountName);
    return planImport(found, { keys: keys.stored(), known: trust.stored(), accounts, chosen });
  }

  /** Does what the plan says, and replaces keys that are in `replaced`; each is kept in a file. */
  async apply(plan: ImportPlan, replaced: readonly PlannedKey[] = []): Promise<ImportResult> {
    const known = plan.fingerprints.flatMap(
      ({ to, contact, fingerprint, trust, change }): readonly FiledKey[] =>
        to !== null && (change === 'add' || change === 'trust')
          ? [{ contact: { ...accountIdOf(to), who: contact }, fingerprint, trust }]
          : [],
    );
    const unsaved = await this.#target.trust.adopt(known);
    const failures = unsaved === null ? [] : [unsaved];
    let keys = 0;
    for (const planned of [...plan.keys.filter(isAddition), ...replaced]) {
      if (planned.to === null) continue;
      const failure = await this.#take(accountIdOf(planned.to), planned);
      if (failure === null) keys += 1;
      else failures.push(failure);
    }
    return { keys, fingerprints: unsaved === null ? known.length : 0, failures };
  }

  /** A plan may be old: an account that has got a key meanwhile keeps it. */
  async #take(account: AccountId, { key, change }: PlannedKey): Promise<string | null> {
    const own = this.#target.keys.of(account);
    if (own.state === 'unreadable') return own.reason;
    if (change === 'add' && own.state !== 'missing')
      return _('%{account} has a key by now: it was kept.', { account: account.username });
    return this.#target.adopt(account, key);
  }

  #hasFiles(folder: string): boolean {
    const content = this.#outside.read(folder, isImportFile);
    return content.kind === 'folder' && content.files.length > 0;
  }

  #homes(): Homes {
    const home = this.#outside.home();
    const folder = (variable: string, fallback: string): string =>
      this.#outside.variable(variable) || `${home}/${fallback}`;
    return {
      home,
      config: folder('XDG_CONFIG_HOME', '.config'),
      data: folder('XDG_DATA_HOME', '.local/share'),
    };
  }
}

function isAddition({ change }: PlannedKey): boolean {
  return change === 'add';
}

function accountName({ protocol, username }: AccountId): AccountName {
  return { protocol, account: username };
}

function accountIdOf({ protocol, account }: AccountName): AccountId {
  return { protocol, username: account };
}
