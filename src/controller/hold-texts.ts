// SPDX-License-Identifier: GPL-2.0-or-later
import type { RefusalReason } from '../session/events.js';
import { _ } from './language.js';
import type { Hold } from './standing.js';

/** Why a message went back to the entry, and what the person can do now. */
export function holdText(hold: Hold, name: string): string {
  switch (hold) {
    case 'new-key':
      return _(
        'Your message was not sent: %{name} now uses a key that you have not verified, although you had verified another one. Verify the identity (/otr verify), or continue with the new key (/otr continue).',
        { name },
      );
    case 'offline':
      return _(
        'Your message was not sent: %{name} went offline during the private conversation and may not be able to read it. Start the private conversation again (/otr start), send it all the same (/otr continue), or end the private conversation (/otr end).',
        { name },
      );
    case 'signed-off':
      return _(
        'Your message was not sent: the private conversation with %{name} ended when your account went offline. Start a new one (/otr start), or go on without encryption (/otr end).',
        { name },
      );
    case 'taken-over':
      return _(
        'Your message was not sent: a private conversation with %{name} may have ended when this plugin took over. Start a new one (/otr start), or go on without encryption (/otr end).',
        { name },
      );
  }
}

/** Why the engine sent nothing, and what the person can do now. */
export function refusalText(reason: RefusalReason, name: string): string {
  switch (reason) {
    case 'finished':
      return _(
        'Your message was not sent: %{name} has ended the private conversation. Start a new one (/otr start), or go on without encryption (/otr end).',
        { name },
      );
    case 'failed':
      return _(
        'Your message was not sent: it could not be encrypted. Start the private conversation again (/otr start), or end it (/otr end).',
      );
    case 'full':
      return _(
        'Your message was not sent: too many messages to %{name} wait for a private conversation already.',
        { name },
      );
  }
}

/** The message holds what cannot be put into an encrypted one. */
export function pictureText(): string {
  return _(
    'Your message was not sent: the picture in it cannot be encrypted. Take the picture out and send the text again.',
  );
}

/** What the menu calls going on in spite of a hold; null: there is no such choice. */
export function continueLabel(hold: Hold | null): string | null {
  switch (hold) {
    case 'new-key':
      return _('_Continue with the new key');
    case 'offline':
      return _('_Continue although the contact is offline');
    case 'signed-off':
    case 'taken-over':
    case null:
      return null;
  }
}
