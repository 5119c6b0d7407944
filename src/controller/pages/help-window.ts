// SPDX-License-Identifier: GPL-2.0-or-later
import { commandsText, helpParts } from '../help-text.js';
import { _ } from '../language.js';
import type { FormItem, Part, WindowModel } from '../models.js';
import type { OpenWindow, Windows } from '../ports.js';

/** The help, inside the program; at most one such window is open. */
export class HelpWindow {
  readonly #windows: Windows;
  #window: OpenWindow | null = null;

  constructor(windows: Windows) {
    this.#windows = windows;
  }

  /** False: this user interface has no windows of ours. */
  show(): boolean {
    if (this.#window !== null) return this.#window.present();
    this.#window = this.#windows.open(helpModel(), {
      used: () => undefined,
      pressed: () => undefined,
      closed: () => {
        this.#window = null;
      },
    });
    return this.#window !== null;
  }
}

function helpModel(): WindowModel {
  const pages = helpParts().map(({ id, label, paragraphs }): Part => ({
    id,
    label,
    items: paragraphs.map((text): FormItem => ({ kind: 'explanation', label: text })),
  }));
  const commands: Part = {
    id: 'commands',
    label: _('Co_mmands'),
    items: [{ kind: 'label', label: commandsText() }],
  };
  return {
    title: _('Help for Off-the-Record Messaging'),
    items: [{ kind: 'pages', id: 'help', front: 'levels', pages: [...pages, commands] }],
    buttons: [],
    close: _('_Close'),
    preset: '',
    unasked: false,
  };
}
