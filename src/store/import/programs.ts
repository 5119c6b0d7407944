// SPDX-License-Identifier: GPL-2.0-or-later

/** The programs whose keys and trust can be read. */
export type ProgramId =
  | 'adium'
  | 'bitlbee'
  | 'coyim'
  | 'gajim'
  | 'hexchat'
  | 'irssi'
  | 'kopete'
  | 'mcabber'
  | 'miranda'
  | 'otr-js'
  | 'pidgin'
  | 'poezio'
  | 'profanity'
  | 'psi'
  | 'weechat';

/** The folders that programs put their files below, as the XDG specification has them. */
export interface Homes {
  /** $HOME. */
  readonly home: string;
  /** $XDG_CONFIG_HOME, by default ~/.config. */
  readonly config: string;
  /** $XDG_DATA_HOME, by default ~/.local/share. */
  readonly data: string;
}

/** One program, and the folders that it keeps its files in when nobody has told it otherwise. */
export interface Program {
  /** What tells it from the others. */
  readonly id: ProgramId;
  /** As its authors call it. */
  readonly name: string;
  /** Folders of which each may hold other files of one set. */
  folders(homes: Homes): readonly string[];
}

function program(id: ProgramId, name: string, folders: Program['folders']): Program {
  return { id, name, folders };
}

/** Every program that we read, by name. */
export const PROGRAMS: readonly Program[] = [
  program('adium', 'Adium', ({ home }) => [
    `${home}/Library/Application Support/Adium 2.0/Users/Default`,
  ]),
  program('bitlbee', 'BitlBee', () => ['/var/lib/bitlbee']),
  program('coyim', 'CoyIM', ({ config }) => [`${config}/coyim`]),
  program('gajim', 'Gajim', ({ data }) => [`${data}/gajim`]),
  program('hexchat', 'HexChat', ({ home, config }) => [
    `${config}/hexchat/otr`,
    `${home}/.xchat2/otr`,
  ]),
  program('irssi', 'irssi', ({ home }) => [`${home}/.irssi/otr`]),
  program('kopete', 'Kopete', ({ home, data }) => [
    `${data}/kopete_otr`,
    `${home}/.kde/share/apps/kopete_otr`,
    `${home}/.kde4/share/apps/kopete_otr`,
  ]),
  program('mcabber', 'mcabber', ({ home }) => [`${home}/.mcabber/otr`]),
  program('miranda', 'Miranda', () => []),
  program('otr-js', 'otr.js', () => []),
  program('pidgin', 'Pidgin', ({ home }) => [`${home}/.var/app/im.pidgin.Pidgin/.purple`]),
  program('poezio', 'poezio', ({ data }) => [`${data}/poezio/otr`]),
  program('profanity', 'profanity', ({ data }) => [`${data}/profanity/otr`]),
  program('psi', 'Psi', ({ config, data }) =>
    ['psi+', 'psi'].flatMap((name) => [`${data}/${name}/profiles`, `${config}/${name}/profiles`]),
  ),
  program('weechat', 'WeeChat', ({ home, data }) => [
    `${home}/.weechat/otr`,
    `${data}/weechat/otr`,
  ]),
];

/** The program with this id. */
export function programOf(id: ProgramId): Program {
  const found = PROGRAMS.find((other) => other.id === id);
  if (found === undefined) throw new Error(`no program ${id}`);
  return found;
}
