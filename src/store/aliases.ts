// SPDX-License-Identifier: GPL-2.0-or-later
import { accountId, type AccountName } from './account-name.js';

/** The names that a file has for what is one account to a person; see `isSameAccount`. */
export class Aliases {
  readonly #names = new Map<string, Set<string>>();

  constructor(accounts: Iterable<AccountName>) {
    for (const name of accounts) {
      const id = accountId(name);
      const names = this.#names.get(id);
      if (names === undefined) this.#names.set(id, new Set([name.account]));
      else names.add(name.account);
    }
  }

  /** This name first, then every other one of the same account. */
  of(name: AccountName): readonly AccountName[] {
    const names = new Set([name.account, ...(this.#names.get(accountId(name)) ?? [])]);
    return Array.from(names, (account) => ({ account, protocol: name.protocol }));
  }
}
