// SPDX-License-Identifier: GPL-2.0-or-later
import { _ } from './language.js';
import type { LogMode } from './ports.js';

export interface Secured {
  readonly name: string;
  readonly trusted: boolean;
  readonly logged: LogMode;
  /** An exchange inside a session, with the same key. */
  readonly refreshed: boolean;
}

/** A session stands: what is true now, and the one thing to do. */
export function securedText({ name, trusted, logged, refreshed }: Secured): string {
  return [startText(name, trusted, refreshed), loggedText(logged)].join(' ');
}

function startText(name: string, trusted: boolean, refreshed: boolean): string {
  if (refreshed) {
    return trusted
      ? _('The private conversation with %{name} was refreshed.', { name })
      : _(
          'The encrypted conversation with %{name} was refreshed; the identity is still not verified.',
          { name },
        );
  }
  return trusted
    ? _('Private conversation with %{name} started.', { name })
    : _(
        'Unverified conversation with %{name} started: it is encrypted, but you have not verified that this is really %{name}. Verify the identity from the OTR menu or with /otr verify.',
        { name },
      );
}

function loggedText(logged: LogMode): string {
  switch (logged) {
    case 'on':
      return _('This conversation is logged.');
    case 'redacted':
      return _('The log of this conversation notes that something was said, not what.');
    case 'off':
      return _('This conversation is not logged.');
  }
}

/** The contact ended a session; `more`: another one goes on. */
export function finishedText(name: string, more: boolean): string {
  return more
    ? _('%{name} has ended one of several private conversations. The others go on.', { name })
    : _(
        '%{name} has ended the private conversation. Nothing is sent until you start a new one (/otr start) or go on without encryption (/otr end).',
        { name },
      );
}

/** We ended one of several sessions. */
export function oneEndedText(name: string): string {
  return _('One of several private conversations with %{name} has ended. The others go on.', {
    name,
  });
}

/** A session ended on our side. */
export function endedText(name: string, required: boolean): string {
  return required
    ? _(
        'The private conversation with %{name} has ended. Your messages wait until there is a new one.',
        {
          name,
        },
      )
    : _('The private conversation with %{name} has ended. Messages are not encrypted now.', {
        name,
      });
}

/** A session ended because our account went offline. */
export function signedOffText(name: string): string {
  return _(
    'The private conversation with %{name} has ended, because your account went offline. Nothing is sent until you start a new one (/otr start) or go on without encryption (/otr end).',
    { name },
  );
}

export interface NewKey {
  readonly name: string;
  /** In groups, for people. */
  readonly fingerprint: string;
  /** Whether another key of this contact's is verified. */
  readonly hadVerified: boolean;
}

/** A key that was never seen, of a contact whose other keys were. */
export function newKeyText({ name, fingerprint, hadVerified }: NewKey): string {
  return hadVerified
    ? _(
        'Attention: %{name} uses a new key, although you had verified another one. This may be a new program or device, or somebody else. Nothing is sent until you verify the identity (/otr verify) or continue with the new key (/otr continue). Its fingerprint is %{fingerprint}.',
        { name, fingerprint },
      )
    : _(
        'Attention: %{name} uses a new key. This may be a new program or device, or somebody else: verify the identity (/otr verify). Its fingerprint is %{fingerprint}.',
        { name, fingerprint },
      );
}

/** A key seen before, but not verified, answers where another one is verified. */
export function unverifiedKeyText(name: string): string {
  return _(
    'Attention: %{name} uses a key that you have not verified, although you had verified another one. Nothing is sent until you verify the identity (/otr verify) or continue with this key (/otr continue).',
    { name },
  );
}
