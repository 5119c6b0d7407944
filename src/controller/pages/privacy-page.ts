// SPDX-License-Identifier: GPL-2.0-or-later
import { _ } from '../language.js';
import type { FormItem } from '../models.js';
import type { PrivacyOption } from '../ports.js';
import type { Desk, Page } from './page.js';

interface LabelledOption {
  readonly id: PrivacyOption;
  readonly label: string;
}

/** In the order in which they are shown; native/prefs.c has the same where there are no pages. */
function privacyOptions(): readonly LabelledOption[] {
  return [
    { id: 'redact_logs', label: _('_Note in the log that something was said, not what') },
    { id: 'typing', label: _('Send _typing notifications in private conversations') },
    {
      id: 'warn',
      label: _('_Ask before files, calls and requests for attention, which are not encrypted'),
    },
    { id: 'end_on_close', label: _('_End a private conversation when its window is closed') },
    {
      id: 'silent_bus',
      label: _('_Leave the session bus (D-Bus) while a conversation is private'),
    },
  ];
}

/** What is done beside encrypting. */
export class PrivacyPage implements Page {
  readonly id = 'privacy';
  readonly label = _('_Privacy');
  readonly title = _('OTR privacy');
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  items(): readonly FormItem[] {
    const { preferences } = this.#desk.services.ports;
    return privacyOptions().map(({ id, label }) => ({
      kind: 'check',
      id,
      label,
      value: preferences.get(id),
    }));
  }

  used(item: string, value: string): void {
    const option = privacyOptions().find(({ id }) => id === item);
    if (option === undefined) return;
    this.#desk.services.ports.preferences.set(option.id, value === '1');
    this.#desk.actions.settingsChanged();
  }
}
