// SPDX-License-Identifier: GPL-2.0-or-later
import { _ } from './language.js';
import type { Dialogs } from './ports.js';

/** Windows about files that cannot be used or written: each once in a run. */
export class Complaints {
  readonly #dialogs: Pick<Dialogs, 'notify'>;
  readonly #shown = new Set<string>();

  constructor(dialogs: Pick<Dialogs, 'notify'>) {
    this.#dialogs = dialogs;
  }

  /** All of this run. */
  get all(): readonly string[] {
    return [...this.#shown];
  }

  /** A change is not on disk, for this reason. */
  unsaved(reason: string): void {
    this.show(`${reason} ${_('The change holds until you quit.')}`);
  }

  show(text: string): void {
    if (this.#shown.has(text)) return;
    this.#shown.add(text);
    this.#dialogs.notify('error', _('Off-the-Record Messaging: a problem with a file'), text);
  }
}
