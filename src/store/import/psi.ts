// SPDX-License-Identifier: GPL-2.0-or-later
import { StoreFault } from '../problem.js';
import { Source } from '../source.js';
import { parseXml, textOf } from './xml.js';

/** Psi's id of an account to the account's JID. */
export type PsiAccounts = ReadonlyMap<string, string>;

/** Reads the accounts.xml of a profile of Psi's or Psi+'s; throws StoreFault. */
export function readPsiAccounts(bytes: Uint8Array): PsiAccounts {
  const root = parseXml(new Source(bytes));
  const list = root.children.find(({ name }) => name === 'accounts');
  if (root.name !== 'accounts' || list === undefined)
    throw new StoreFault('wrong-kind', 1, 'no list of accounts');
  return new Map(
    list.children.flatMap((account) => {
      const id = textOf(account, 'id');
      const jid = textOf(account, 'jid');
      return id === null || jid === null ? [] : [[id, jid] as const];
    }),
  );
}
