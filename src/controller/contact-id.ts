// SPDX-License-Identifier: GPL-2.0-or-later

/** An account of ours: the protocol plug-in's id and the raw user name. */
export interface AccountId {
  readonly protocol: string;
  readonly username: string;
}

/** Somebody on one account of ours; `who` is normalised. */
export interface ContactId extends AccountId {
  readonly who: string;
}

/** One string for a Map or a form: no protocol's id has a space. */
export function accountKey(id: AccountId): string {
  return `${id.protocol} ${id.username}`;
}

/** One string for a Map; the parts cannot hold a NUL. */
export function contactKey(id: ContactId): string {
  return `${accountKey(id)}\0${id.who}`;
}

/**
 * The account without what may change from one day to the next: on XMPP the resource. libpurple's
 * user name keeps it ("alice@host/Home"), and pidgin-otr files keys under that.
 */
export function bareUsername(id: AccountId): string {
  const slash = id.username.indexOf('/');
  return id.protocol === 'prpl-jabber' && slash !== -1 ? id.username.slice(0, slash) : id.username;
}
