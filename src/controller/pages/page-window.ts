// SPDX-License-Identifier: GPL-2.0-or-later
import type { WindowModel } from '../models.js';
import type { OpenWindow, Windows } from '../ports.js';
import { _ } from '../language.js';
import type { Page, PageMaker } from './page.js';

/** One page in a window of its own; at most one such window is open. */
export class PageWindow {
  readonly #windows: Windows;
  readonly #make: PageMaker;
  #page: Page | null = null;
  #window: OpenWindow | null = null;

  constructor(windows: Windows, make: PageMaker) {
    this.#windows = windows;
    this.#make = make;
  }

  /** Opens it, or brings it to the front. */
  show(): void {
    if (this.#window !== null) {
      this.#window.present();
      return;
    }
    const page = this.#make(() => {
      this.#draw();
    });
    this.#page = page;
    this.#window = this.#windows.open(modelOf(page), {
      used: (item, value) => {
        page.used(item, value);
        this.#draw();
      },
      pressed: () => undefined,
      closed: () => {
        this.#page = null;
        this.#window = null;
      },
    });
  }

  /** Something that it shows may have changed. */
  refresh(): void {
    this.#page?.lookAgain?.();
    this.#draw();
  }

  #draw(): void {
    if (this.#page !== null) this.#window?.update(modelOf(this.#page));
  }
}

function modelOf(page: Page): WindowModel {
  return {
    title: page.title,
    items: page.items(true),
    buttons: [],
    close: _('_Close'),
    preset: '',
    unasked: false,
  };
}
