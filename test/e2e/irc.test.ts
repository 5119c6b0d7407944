// SPDX-License-Identifier: GPL-2.0-or-later
import { full, scenarios } from './scenario.js';

const ways = ['tag_ake', 'menu_start', 'button_start', 'typed', 'texts', 'end', 'fingerprint'];
const ours = [
  'peer_quits',
  'require',
  'manual',
  'keygen',
  'restart',
  'disable',
  'takeover',
  'bad_input',
  'commands',
];

const leaks = [
  'leaks',
  'leaks_control',
  'leaks_new_key',
  'leaks_starting',
  'leaks_key',
  'leaks_no_engine',
];
const holds = ['closing_ends', 'peer_gone', 'off_while_waiting', 'off_while_starting'];

scenarios(
  { a: 'otr-ts', b: 'pidgin-otr', transport: 'irc' },
  full ? [...ways, ...ours, 'smp'] : ['tag_ake', 'end', 'commands'],
);
scenarios({ a: 'pidgin-otr', b: 'otr-ts', transport: 'irc' }, full ? ways : ['menu_start']);
// pidgin-otr's request has two lines, and IRC makes a message in clear of the second one: that opens a window.
scenarios(
  { a: 'otr-ts', b: 'otr-ts', transport: 'irc' },
  full
    ? [
        ...ways,
        ...ours,
        'closed_window',
        'hostile',
        'hostile_loops',
        ...leaks,
        ...holds,
        'smp',
        'smp_cancel',
      ]
    : ['menu_start', 'require', 'leaks'],
);
