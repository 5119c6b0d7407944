// SPDX-License-Identifier: GPL-2.0-or-later
import type { WindowModel } from '../controller/models.js';
import type { OpenWindow, WindowEvents, Windows } from '../controller/ports.js';
import type { Native } from '../purple/native.js';
import type { WindowHost } from '../purple/window-host.js';
import { windowOf } from './items.js';

/** Windows of our own, drawn by the decoration. */
export class PidginWindows implements Windows, WindowHost {
  readonly #native: Native;
  readonly #open = new Map<number, WindowEvents>();
  #last = 0;

  constructor(native: Native) {
    this.#native = native;
  }

  open(model: WindowModel, events: WindowEvents): OpenWindow {
    this.#last += 1;
    const number = this.#last;
    this.#open.set(number, events);
    this.#native.showWindow(number, windowOf(model));
    const whileOpen = (action: () => void): void => {
      if (this.#open.has(number)) action();
    };
    return {
      update: (next) => {
        whileOpen(() => this.#native.showWindow(number, windowOf(next)));
      },
      present: () => {
        whileOpen(() => {
          this.#native.presentWindow(number);
        });
        return this.#open.has(number);
      },
      close: () => {
        if (this.#open.delete(number)) this.#native.closeWindow(number);
      },
    };
  }

  used(window: number, item: string, value: string): void {
    this.#open.get(window)?.used(item, value);
  }

  pressed(window: number, button: string, secrets: Readonly<Record<string, string>>): void {
    this.#open.get(window)?.pressed(button, secrets);
  }

  closed(window: number): void {
    const events = this.#open.get(window);
    this.#open.delete(window);
    events?.closed();
  }

  closeAll(): void {
    for (const window of this.#open.keys()) this.#native.closeWindow(window);
    this.#open.clear();
  }
}
