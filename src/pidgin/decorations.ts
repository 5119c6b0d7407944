// SPDX-License-Identifier: GPL-2.0-or-later
import type { ContactId } from '../controller/contact-id.js';
import type { FormItem } from '../controller/models.js';
import type { Decoration, Decorations } from '../controller/ports.js';
import { menuItems } from '../purple/menu-items.js';
import type { Native } from '../purple/native.js';
import { barItems, formItems } from './items.js';

/** Pidgin's windows; where there is no Pidgin the bridge takes the calls and shows nothing. */
export class PidginDecorations implements Decorations {
  readonly #native: Native;

  constructor(native: Native) {
    this.#native = native;
  }

  show({ protocol, username, who }: ContactId, decoration: Decoration): void {
    const { level, word, tooltip, button, menu, bar } = decoration;
    const [items, strip] = [menuItems(menu), barItems(bar)];
    const native = { level, word, tooltip, button, items, bar: strip };
    this.#native.decorate(protocol, username, who, native);
  }

  showForm(items: readonly FormItem[]): void {
    this.#native.setForm(formItems(items));
  }
}
