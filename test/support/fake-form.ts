// SPDX-License-Identifier: GPL-2.0-or-later
import type { FormItem, WindowModel } from '../../src/controller/models.js';
import type { OpenWindow, WindowEvents } from '../../src/controller/ports.js';

/** A window of ours, as a person has it before their eyes. */
export class FakeForm {
  model: WindowModel;
  open = true;
  /** How often it was brought to the front. */
  presented = 0;
  readonly #events: WindowEvents;
  readonly #secrets: Record<string, string> = {};

  constructor(model: WindowModel, events: WindowEvents) {
    this.model = model;
    this.#events = events;
  }

  /** What the controller holds of it. */
  handle(): OpenWindow {
    return {
      update: (model) => {
        this.model = model;
      },
      present: () => {
        this.presented += 1;
        return this.open;
      },
      close: () => {
        this.open = false;
      },
    };
  }

  /** Every item, those inside others included; of alternatives and pages only what is shown. */
  get items(): readonly FormItem[] {
    return flat(this.model.items);
  }

  /** All that can be read in it. */
  get text(): string {
    const words = this.items.map((item) => [
      'label' in item ? item.label : '',
      'text' in item ? item.text : '',
      'problem' in item ? item.problem : '',
    ]);
    return words.flat().join('\n');
  }

  item(id: string): FormItem | undefined {
    return this.items.find((item) => 'id' in item && item.id === id);
  }

  /** Whether the button can be pressed; null: there is none. */
  button(id: string): boolean | null {
    return this.model.buttons.find((button) => button.id === id)?.sensitive ?? null;
  }

  /** The person changes a field. */
  use(item: string, value = ''): void {
    if (this.open) this.#events.used(item, value);
  }

  /** The person types into a masked field. */
  type(item: string, secret: string): void {
    this.#secrets[item] = secret;
    this.use(item, secret === '' ? '' : '1');
  }

  /** The person presses a button, if that is possible. */
  press(button: string): void {
    if (this.open && this.button(button) === true) this.#events.pressed(button, this.#secrets);
  }

  /** The person closes it. */
  close(): void {
    if (!this.open) return;
    this.open = false;
    this.#events.closed();
  }
}

function flat(items: readonly FormItem[]): readonly FormItem[] {
  return items.flatMap((item) => {
    switch (item.kind) {
      case 'section':
        return [item, ...flat(item.items)];
      case 'pages':
        return [item, ...flat(item.pages.find(({ id }) => id === item.front)?.items ?? [])];
      case 'alternatives': {
        const chosen = item.alternatives.find(({ id }) => id === item.chosen);
        return [item, ...flat(chosen?.items ?? [])];
      }
      default:
        return [item];
    }
  });
}
