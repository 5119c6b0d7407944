// SPDX-License-Identifier: GPL-2.0-or-later
import { _ } from './language.js';

/** experience.md §1: what the session that the next message will use is worth. */
export type Level = 'plaintext' | 'unverified' | 'private' | 'finished';

/** The level in a word, the same everywhere. */
export function wordOf(level: Level): string {
  switch (level) {
    case 'plaintext':
      return _('Not private');
    case 'unverified':
      return _('Unverified');
    case 'private':
      return _('Private');
    case 'finished':
      return _('Finished');
  }
}

/** What the level means for the next message, in one sentence. */
export function meaningOf(level: Level, name: string): string {
  switch (level) {
    case 'plaintext':
      return _('Messages to %{name} are not encrypted: others can read them on the way.', { name });
    case 'unverified':
      return _(
        'Messages to %{name} are encrypted, but you have not verified that this is really %{name}.',
        { name },
      );
    case 'private':
      return _('Messages to %{name} are encrypted, and you have verified the identity.', { name });
    case 'finished':
      return _('The private conversation with %{name} is over: nothing is sent until you choose.', {
        name,
      });
  }
}
