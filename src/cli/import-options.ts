// SPDX-License-Identifier: GPL-2.0-or-later
import { parseArgs } from 'node:util';
import type { AccountName } from '../store/account-name.js';

/** What the command line of `otr-import` says. */
export interface ImportOptions {
  readonly userDir: string | null;
  readonly apply: boolean;
  readonly replace: boolean;
  /** Another program's name of an account, and ours. */
  readonly as: ReadonlyMap<string, AccountName>;
  readonly paths: readonly string[];
}

export const IMPORT_USAGE = `usage: otr-import [OPTIONS] [FOLDER|FILE]...
Shows what keys, known fingerprints and trust of another program would change in Pidgin's files.
Without a folder: looks where the programs put their files.
  --apply        do it
  --replace      also replace keys that differ; each is kept in otr-ts.former_keys
  --as FROM=PROTOCOL:NAME
                 whose an account is, for example --as libera=prpl-irc:alice@irc.libera.chat
  --user-dir DIR Pidgin's folder, by default ~/.purple
`;

/** The options, or null for wrong usage. */
export function parseImportOptions(args: readonly string[]): ImportOptions | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        apply: { type: 'boolean', default: false },
        replace: { type: 'boolean', default: false },
        as: { type: 'string', multiple: true, default: [] },
        'user-dir': { type: 'string' },
      },
    });
    const { apply, replace } = values;
    const as = new Map(values.as.map(assignment));
    return { userDir: values['user-dir'] ?? null, apply, replace, as, paths: positionals };
  } catch {
    // parseArgs and `assignment` throw for wrong usage alone.
    return null;
  }
}

function assignment(text: string): readonly [string, AccountName] {
  const [, from, protocol, account] = /^(.+?)=([^:]+):(.+)$/s.exec(text) ?? [];
  if (from === undefined || protocol === undefined || account === undefined)
    throw new Error('no assignment');
  return [from, { protocol, account }];
}
