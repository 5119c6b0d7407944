// SPDX-License-Identifier: GPL-2.0-or-later
import type { SessionBus } from '../controller/ports.js';
import type { Native } from './native.js';

/** libpurple on D-Bus. */
export class PurpleSessionBus implements SessionBus {
  readonly #native: Native;

  constructor(native: Native) {
    this.#native = native;
  }

  join(): void {
    this.#native.setBus(true);
  }

  leave(): void {
    this.#native.setBus(false);
  }
}
