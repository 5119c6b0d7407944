// SPDX-License-Identifier: GPL-2.0-or-later
import type { NoticeCode } from '../session/events.js';
import { _, counted } from './language.js';
import { quoted } from './quoted.js';
import { payloadOf } from './typed-text.js';

/** What a notice says; null: it is for the log only. `detail` is the notice's own text. */
export function noticeText(code: NoticeCode, name: string, detail: string): string | null {
  return NOTICES[code](name, detail);
}

type Wording = (name: string, detail: string) => string | null;

const silent: Wording = () => null;

const NOTICES: Readonly<Record<NoticeCode, Wording>> = {
  'encryption-required': (name) =>
    _(
      'Messages to %{name} are only sent encrypted. A private conversation has been asked for; your message waits for it.',
      { name },
    ),
  // The refused text itself is worded where it is handed back.
  'connection-ended': silent,
  'setup-error': (name) =>
    _(
      'The private conversation with %{name} could not be set up. You can try again (/otr start).',
      { name },
    ),
  'message-reflected': () =>
    _(
      'Your own encrypted messages come back to you. Either you are talking to yourself, or somebody sends them back.',
    ),
  'message-resent': (name) =>
    _('A message that %{name} could not read has been sent again.', { name }),
  'resend-refused': (name) =>
    _(
      'A message to %{name} was not sent: another key answered than the one it was meant for. Verify the identity (/otr verify) before you send it again.',
      { name },
    ),
  'received-not-in-private': (name) =>
    _(
      'An encrypted message from %{name} could not be read: there is no private conversation. You can start one (/otr start) and ask for the message again.',
      { name },
    ),
  'received-unreadable': (name) =>
    _(
      'An encrypted message from %{name} could not be read. If this goes on, start the private conversation again (/otr start).',
      { name },
    ),
  'received-malformed': (name) =>
    _('A damaged message from %{name} was ignored. Nothing has changed.', { name }),
  'received-error': (name, detail) => errorText(name, detail),
  'received-unrecognized': silent,
  'received-for-other-instance': (name) =>
    _(
      '%{name} sent a message to another program or device of yours. It can only be read there; this conversation has not changed.',
      { name },
    ),
  'heartbeat-received': silent,
  'heartbeat-sent': silent,
  'version-downgrade': (name) =>
    _(
      'The program of %{name} offered an older version of OTR than before. If nothing has changed there, verify the identity (/otr verify).',
      { name },
    ),
  paused: (name) =>
    _(
      'Too many attempts to set up a private conversation came from %{name}. They are paused for a while; you can try again (/otr start).',
      { name },
    ),
  'policy-refused': (name) =>
    _(
      '%{name} asked for a private conversation, but your settings do not allow it. You can change them (/otr policy).',
      { name },
    ),
  'smp-gone': (name) =>
    _('Nothing was sent: the request or the private conversation with %{name} is over.', { name }),
  'smp-too-long': () => _('Nothing was sent: the question is too long.'),
};

/** A peer's error text is unauthenticated: anybody on the way may have written it. */
function errorText(name: string, detail: string): string {
  const text = quoted(payloadOf(detail, 'plain'));
  return text === ''
    ? _('The program of %{name} reports an error.', { name })
    : _(
        'The program of %{name} reports an error. Anybody on the way may have written this: “%{text}”',
        {
          name,
          text,
        },
      );
}

/** Instead of further lines of the same kind. */
export function moreText(name: string): string {
  return _(
    'More messages of this kind come from %{name}. For a minute they are not mentioned any more.',
    { name },
  );
}

/** Unreadable messages in a row, from the second one that is mentioned. */
export function unreadableCountText(count: number): string {
  return counted(
    '%{count} encrypted message could not be read. Start the private conversation again (/otr start).',
    '%{count} encrypted messages could not be read. Start the private conversation again (/otr start).',
    count,
  );
}
