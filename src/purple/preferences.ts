// SPDX-License-Identifier: GPL-2.0-or-later
import type { Preferences, Switch } from '../controller/ports.js';
import type { Native } from './native.js';

/** pidgin-otr's own preferences, under its own paths and with its defaults. */
const DEFAULTS: Readonly<Record<Switch, boolean>> = {
  enabled: true,
  automatic: true,
  onlyprivate: false,
  avoidloggingotr: true,
  showotrbutton: true,
};

export class PurplePreferences implements Preferences {
  readonly #native: Native;

  constructor(native: Native) {
    this.#native = native;
  }

  get(name: Switch): boolean {
    return this.#native.prefBool(`/OTR/${name}`, DEFAULTS[name]);
  }

  set(name: Switch, value: boolean): void {
    this.#native.setPrefBool(`/OTR/${name}`, value);
  }
}
