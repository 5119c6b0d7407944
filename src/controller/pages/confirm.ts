// SPDX-License-Identifier: GPL-2.0-or-later
import type { FormItem } from '../models.js';
import type { Windows } from '../ports.js';
import { _ } from '../language.js';

/** Something that cannot be taken back without further ado. */
export interface Confirmation {
  readonly title: string;
  /** What it means: whole sentences. */
  readonly text: string;
  /** The button that does it, with a mnemonic. */
  readonly action: string;
}

/** Asks once more; `done` is called when the person still wants it. Enter and Escape do nothing. */
export function confirm(windows: Windows, asked: Confirmation, done: () => void): void {
  const text: FormItem = { kind: 'explanation', label: asked.text, sign: 'warning' };
  const model = {
    title: asked.title,
    items: [text],
    buttons: [{ id: 'do', label: asked.action, sensitive: true }],
    close: _('_Cancel'),
    preset: '',
    unasked: false,
  };
  const window = windows.open(model, {
    used: () => undefined,
    pressed: () => {
      window?.close();
      done();
    },
    closed: () => undefined,
  });
}
