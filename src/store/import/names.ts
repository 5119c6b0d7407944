// SPDX-License-Identifier: GPL-2.0-or-later

/** Words for protocols in other programs' files, in lower case, and libpurple's ids for them. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  aim: 'prpl-aim',
  bonjour: 'prpl-bonjour',
  gadu: 'prpl-gg',
  'gadu-gadu': 'prpl-gg',
  gg: 'prpl-gg',
  'google talk': 'prpl-jabber',
  groupwise: 'prpl-novell',
  icq: 'prpl-icq',
  irc: 'prpl-irc',
  jabber: 'prpl-jabber',
  jabb: 'prpl-jabber',
  meanwhile: 'prpl-meanwhile',
  msn: 'prpl-msn',
  novell: 'prpl-novell',
  sametime: 'prpl-meanwhile',
  'wlm messenger': 'prpl-msn',
  xmpp: 'prpl-jabber',
  yahoo: 'prpl-yahoo',
  'yahoo!': 'prpl-yahoo',
  // Adium's services, all of them libpurple's under another name.
  'libpurple-gadu-gadu': 'prpl-gg',
  'libpurple-irc': 'prpl-irc',
  'libpurple-msn': 'prpl-msn',
  'libpurple-novell-groupwise': 'prpl-novell',
  'libpurple-oscar-aim': 'prpl-aim',
  'libpurple-oscar-icq': 'prpl-icq',
  'libpurple-oscar-mac': 'prpl-aim',
  'libpurple-sametime': 'prpl-meanwhile',
  'libpurple-yahoo!': 'prpl-yahoo',
  'libpurple-yahoo!-japan': 'prpl-yahoojp',
};

/** libpurple's id of a protocol that another program has another word for; null: not known. */
export function purpleProtocol(word: string): string | null {
  const name = word.toLowerCase();
  if (name.startsWith('prpl-')) return name;
  // Adium's Google Talk and the like: "libpurple-jabber-gtalk".
  if (name.startsWith('libpurple-jabber')) return 'prpl-jabber';
  // Miranda numbers the accounts of a protocol: "JABBER_2".
  const plain = name.replace(/_\d+$/, '');
  return Object.hasOwn(PROTOCOLS, plain) ? (PROTOCOLS[plain] ?? null) : null;
}

/** A contact's name as libpurple normalises it, which is how it is filed. */
export function contactName(protocol: string | null, name: string): string {
  switch (protocol) {
    case 'prpl-jabber':
      return bareJid(name).normalize('NFKC').toLowerCase();
    case 'prpl-aim':
    case 'prpl-icq':
      return name.replaceAll(' ', '').toLowerCase();
    case 'prpl-irc':
    case 'prpl-msn':
    case 'prpl-yahoo':
      return name.normalize('NFC').toLowerCase();
    default:
      return name.normalize('NFC');
  }
}

/** An own account's name without what differs between programs: case and resource of a JID. */
export function accountName(protocol: string | null, name: string): string {
  return protocol === 'prpl-jabber' && name.includes('@') ? bareJid(name).toLowerCase() : name;
}

function bareJid(jid: string): string {
  return jid.split('/', 1)[0] ?? jid;
}
