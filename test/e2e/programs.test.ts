// SPDX-License-Identifier: GPL-2.0-or-later
import { full, scenarios } from './scenario.js';

const ways = ['other_program', 'texts', 'remembered', 'chosen'];

scenarios(
  { a: 'otr-ts', b: 'potr', transport: 'xmpp' },
  full ? [...ways, 'tag_ake', 'hostile_session'] : ['other_program'],
);
scenarios(
  { a: 'otr-ts', b: 'profanity', transport: 'xmpp' },
  full ? ways : ['texts', 'remembered'],
);
scenarios({ a: 'otr-ts', b: 'irssi', transport: 'irc' }, full ? [...ways, 'tag_ake'] : ['texts']);
if (full) scenarios({ a: 'otr-ts', b: 'mcabber', transport: 'xmpp' }, ways);
