// SPDX-License-Identifier: GPL-2.0-or-later
import type { Dialogs } from '../controller/ports.js';
import type { Native } from './native.js';

/** Windows by libpurple's notify API: Pidgin and Finch alike. */
export class PurpleDialogs implements Dialogs {
  readonly #native: Native;

  constructor(native: Native) {
    this.#native = native;
  }

  notify(kind: 'info' | 'error', title: string, text: string): void {
    this.#native.notify(kind, title, title, text);
  }
}
