// SPDX-License-Identifier: GPL-2.0-or-later
import type { AccountName } from '../account-name.js';
import type { FoundAccount } from './found.js';

/** One string that tells an account of another program from its others. */
export function foundAccountId({ protocol, name }: FoundAccount): string {
  return `${protocol ?? '?'} ${name}`;
}

/**
 * The account of ours that an account in another program is, as far as the names tell it; null when
 * the person has to say. `own`: the accounts that there are.
 */
export function assign(found: FoundAccount, own: readonly AccountName[]): AccountName | null {
  const { protocol, name } = found;
  if (protocol === null) return null;
  const sameProtocol = own.filter((account) => account.protocol === protocol);
  const fitting = sameProtocol.filter(({ account }) => isNamed(protocol, account, name));
  const [only, second] = fitting;
  if (only !== undefined) return second === undefined ? only : null;
  // A JID names an account wherever it is used: its keys can wait for the account to be added.
  return protocol === 'prpl-jabber' && name.includes('@')
    ? { account: `${name}/`, protocol }
    : null;
}

function isNamed(protocol: string, account: string, name: string): boolean {
  switch (protocol) {
    case 'prpl-jabber':
      return account.replace(/\/.*$/s, '').toLowerCase() === name.toLowerCase();
    case 'prpl-irc':
      return isNamedOnIrc(account, name);
    default:
      return account.toLowerCase() === name.toLowerCase();
  }
}

/**
 * libpurple says "nick@irc.example.net", other programs "nick@Example", or "Example" alone: their
 * own name for a network, in which letters of the server's name come back.
 */
function isNamedOnIrc(account: string, name: string): boolean {
  const at = account.indexOf('@');
  const [nick, server] = [account.slice(0, at), account.slice(at + 1)];
  const theirAt = name.indexOf('@');
  if (theirAt !== -1 && name.slice(0, theirAt).toLowerCase() !== nick.toLowerCase()) return false;
  const network = letters(name.slice(theirAt + 1));
  return network.length >= MIN_NETWORK && letters(server).includes(network);
}

/** A shorter name of a network would be found in too many servers' names. */
const MIN_NETWORK = 3;

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
