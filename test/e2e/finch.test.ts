// SPDX-License-Identifier: GPL-2.0-or-later
import { full, scenarios } from './scenario.js';

scenarios({ host: 'finch', a: 'otr-ts', b: 'otr-ts', transport: 'xmpp' }, [
  'finch_commands',
  'finch_holds',
  'finch_smp',
  'finch_actions',
  ...(full
    ? ['finch_bad_fields', 'finch_settings', 'finch_engine_missing', 'texts', 'end']
    : ['finch_engine_missing']),
]);

scenarios(
  { host: 'finch', a: 'otr-ts', b: 'pidgin-otr', transport: 'xmpp' },
  full ? ['tag_ake', 'texts', 'end'] : ['texts'],
);
