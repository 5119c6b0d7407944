// SPDX-License-Identifier: GPL-2.0-or-later

/** An account as libpurple and libotr's files name it. */
export interface AccountName {
  /** The user name with everything in it: for XMPP with the resource. */
  readonly account: string;
  /** The protocol's id, for example "prpl-jabber". */
  readonly protocol: string;
}

/**
 * Whether both are one account to a person. libotr files an XMPP account under its name with the
 * resource, so that a changed resource looks like another account; a key must not be lost by that.
 */
export function isSameAccount(a: AccountName, b: AccountName): boolean {
  return accountId(a) === accountId(b);
}

/** One string for what is one account to a person. */
export function accountId({ account, protocol }: AccountName): string {
  return `${protocol} ${protocol === 'prpl-jabber' ? withoutResource(account) : account}`;
}

function withoutResource(jid: string): string {
  return jid.split('/', 1)[0] ?? jid;
}
