// SPDX-License-Identifier: GPL-2.0-or-later
import type { FormItem } from '../models.js';
import type { Page, PageMaker } from './page.js';

/** The configuration page of the plugin: all pages, one in front. */
export class ConfigPage {
  readonly #makers: readonly PageMaker[];
  readonly #show: (items: readonly FormItem[]) => void;
  #pages: readonly Page[] = [];
  #front = '';

  /** `show` is given what is to be seen. */
  constructor(makers: readonly PageMaker[], show: (items: readonly FormItem[]) => void) {
    this.#makers = makers;
    this.#show = show;
  }

  opened(): void {
    this.#pages = this.#makers.map((make) =>
      make(() => {
        this.#draw();
      }),
    );
    this.#front = this.#pages[0]?.id ?? '';
    this.#draw();
  }

  closed(): void {
    this.#pages = [];
  }

  /** The person used a field, or turned to another page; only what is in front can be used. */
  used(item: string, value: string): void {
    if (item === 'page') this.#front = value;
    else this.#pages.find(({ id }) => id === this.#front)?.used(item, value);
    this.#draw();
  }

  /** Something that it shows may have changed. */
  refresh(): void {
    for (const page of this.#pages) page.lookAgain?.();
    this.#draw();
  }

  #draw(): void {
    if (this.#pages.length === 0) return;
    const front = this.#front;
    const pages = this.#pages.map((page) => ({
      id: page.id,
      label: page.label,
      items: page.items(page.id === front),
    }));
    this.#show([{ kind: 'pages', id: 'page', front, pages }]);
  }
}
