// SPDX-License-Identifier: GPL-2.0-or-later
import type { Log } from '../controller/ports.js';
import type { Native } from './native.js';

/** libpurple's debug output. */
export class PurpleLog implements Log {
  readonly #native: Native;

  constructor(native: Native) {
    this.#native = native;
  }

  info(text: string): void {
    this.#native.debug('info', text);
  }

  warning(text: string): void {
    this.#native.debug('warning', text);
  }
}
