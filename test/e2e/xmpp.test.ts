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

// Privacy that ends by something else than the contact's word.
const holds = ['closing_ends', 'peer_gone', 'off_while_starting'];

// What a peer's program has to play along with, and what is ours alone.
const verifying = ['smp', 'smp_cancel', 'smp_gone', 'smp_quiet', 'smp_commands', 'new_key'];
const verifyingMore = ['smp_cancel_late', 'smp_asker_gone'];
const together = ['smp_cross', 'verify_tour', 'menus'];
const pages = ['known', 'settings', 'sessions', 'takes_over', 'imports', 'keyboard'];
const morePages = [
  'takes_over_later',
  'replace_key',
  'leaks_new_key',
  'leaks_no_engine',
  'leaks_key',
  'account_settings',
  'uncovered',
  'silent_bus',
  'redacted_log',
  'whole_log',
  'tabs',
  'truth',
  'bad_fields',
  'truth_of_devices',
  'windows',
  'soak',
  'many_windows',
  'killed',
  'hostile_loops',
  'nicknames',
];

scenarios({ a: 'otr-ts', b: 'pidgin-otr', transport: 'xmpp' }, [
  ...ways,
  ...ours,
  ...verifying,
  ...(full ? verifyingMore : []),
]);
scenarios(
  { a: 'pidgin-otr', b: 'otr-ts', transport: 'xmpp' },
  full
    ? [...ways, 'smp', 'smp_cancel', ...verifyingMore]
    : ['tag_ake', 'menu_start', 'typed', 'end', 'peer_quits', 'smp'],
);
scenarios({ a: 'otr-ts', b: 'otr-ts', transport: 'xmpp' }, [
  'leaks',
  'leaks_starting',
  'off_while_waiting',
  'strangers',
  ...pages,
  ...(full
    ? [
        ...ways,
        ...ours,
        ...verifying,
        ...verifyingMore,
        ...together,
        ...morePages,
        ...holds,
        'leaks_control',
        'hostile',
      ]
    : ['tag_ake', 'menu_start', 'typed', 'end', 'fingerprint', 'require', 'smp_cross', 'menus']),
]);
