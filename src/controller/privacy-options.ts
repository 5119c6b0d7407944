// SPDX-License-Identifier: GPL-2.0-or-later
import { _ } from './language.js';

/** What the person may choose beside pidgin-otr's switches; native/prefs.c has the same. */
export type PrivacyOption = 'redact_logs' | 'typing' | 'warn' | 'end_on_close' | 'silent_bus';

interface LabelledOption {
  readonly id: PrivacyOption;
  readonly label: string;
}

/** In the order in which they are shown. */
export function privacyOptions(): readonly LabelledOption[] {
  return [
    { id: 'redact_logs', label: _('Note in the log that something was said, not what') },
    { id: 'typing', label: _('Send typing notifications in private conversations') },
    {
      id: 'warn',
      label: _('Ask before files, calls and requests for attention, which are not encrypted'),
    },
    { id: 'end_on_close', label: _('End a private conversation when its window is closed') },
    {
      id: 'silent_bus',
      label: _('Leave the session bus (D-Bus) while a conversation is private'),
    },
  ];
}
