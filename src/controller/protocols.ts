// SPDX-License-Identifier: GPL-2.0-or-later
import type { ContactId } from './contact-id.js';
import { _ } from './language.js';
import type { TextForm } from './text-form.js';

const IRC = 'prpl-irc';

/**
 * What goes into an OTR message for somebody whose program has given nothing away. On IRC every other
 * program reads plain text, except pidgin-otr, which shows it well (hosts.md §1.0).
 */
export function textFormOn(protocol: string): TextForm {
  return protocol === IRC ? 'plain' : 'html';
}

// pidgin-otr's table: longest message in bytes that the network takes.
const SIZES: Readonly<Record<string, number>> = {
  'prpl-msn': 1409,
  'prpl-icq': 2346,
  'prpl-aim': 2343,
  'prpl-oscar': 2343,
  'prpl-yahoo': 799,
  'prpl-gg': 1999,
  'prpl-novell': 1792,
};

/** RFC 2812 §2.3: 512 with CR LF. */
const IRC_LINE = 512;
const IRC_USER = 12;
const IRC_HOST = 63;
/** Below this nothing sensible fits; servers' longest names leave more. */
const IRC_LEAST = 200;

/**
 * What is left of an IRC line when the server passes it on as
 * ":nick!user@host PRIVMSG target :text": with the longest user and host names that are allowed.
 */
function ircSize(contact: ContactId): number {
  const nick = contact.username.split('@', 1)[0] ?? '';
  const prefix = `:${nick}!@ PRIVMSG ${contact.who} :\r\n`;
  const left = IRC_LINE - Buffer.byteLength(prefix) - IRC_USER - IRC_HOST;
  return Math.max(left, IRC_LEAST);
}

/** Longest message for this contact in bytes; 0: no limit. `overrides` is the person's own table. */
export function maxMessageSize(contact: ContactId, overrides: ReadonlyMap<string, number>): number {
  const own = overrides.get(contact.protocol);
  if (own !== undefined) return own;
  return contact.protocol === IRC ? ircSize(contact) : (SIZES[contact.protocol] ?? 0);
}

/** Longest text behind the query tag, so that the whole query stays below 200. */
const LONGEST_EXPLANATION = 180;

/**
 * Peers read a version up to the next `?`, and libotr cuts long queries at commas (protocol.md §1.10):
 * a translation with a digit, a comma or a question mark is left out.
 */
function isFitForQuery(sentence: string): boolean {
  return !/[0-9,?]/.test(sentence);
}

/** What somebody without OTR reads behind our query; '' where the query must be one bare line. */
export function queryExplanation(contact: ContactId): string {
  if (contact.protocol === IRC) return '';
  const english = 'This is a request for a private conversation with OTR encryption.';
  const own = _('This is a request for a private conversation with OTR encryption.');
  const both = own === english ? english : `${own} ${english}`;
  return both.length <= LONGEST_EXPLANATION && isFitForQuery(both) ? both : english;
}
