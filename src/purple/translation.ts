// SPDX-License-Identifier: GPL-2.0-or-later
import type { Translate } from '../controller/language.js';
import type { Native } from './native.js';

/** gettext's catalogue through the bridge; each text is fetched once. */
export class PurpleTranslation implements Translate {
  readonly #native: Native;
  readonly #known = new Map<string, string>();

  constructor(native: Native) {
    this.#native = native;
  }

  gettext(msgid: string): string {
    const known = this.#known.get(msgid);
    if (known !== undefined) return known;
    const text = this.#native.gettext(msgid);
    this.#known.set(msgid, text);
    return text;
  }

  ngettext(one: string, many: string, n: number): string {
    return this.#native.ngettext(one, many, n);
  }
}
