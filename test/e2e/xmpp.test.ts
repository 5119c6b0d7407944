// SPDX-License-Identifier: GPL-2.0-or-later
import { full, scenarios } from './scenario.js';

const ways = ['tag_ake', 'menu_start', 'button_start', 'typed', 'end', 'peer_quits', 'fingerprint'];
const ours = [
  'texts',
  'require',
  'manual',
  'keygen',
  'restart',
  'disable',
  'takeover',
  'bad_input',
  'commands',
  'closed_window',
];

scenarios({ a: 'otr-ts', b: 'pidgin-otr', transport: 'xmpp' }, [...ways, ...ours]);
scenarios(
  { a: 'pidgin-otr', b: 'otr-ts', transport: 'xmpp' },
  full ? ways : ['tag_ake', 'menu_start', 'typed', 'end', 'peer_quits'],
);
scenarios({ a: 'otr-ts', b: 'otr-ts', transport: 'xmpp' }, [
  'leaks',
  ...(full
    ? [...ways, ...ours]
    : ['tag_ake', 'menu_start', 'typed', 'end', 'fingerprint', 'require']),
]);
