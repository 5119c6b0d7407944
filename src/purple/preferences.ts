// SPDX-License-Identifier: GPL-2.0-or-later
import type { Preference, Preferences } from '../controller/ports.js';
import type { Native } from './native.js';

/** pidgin-otr's own preferences, under its own paths and with its defaults; and ours. */
const PREFERENCES: Readonly<Record<Preference, readonly [path: string, fallback: boolean]>> = {
  enabled: ['/OTR/enabled', true],
  automatic: ['/OTR/automatic', true],
  onlyprivate: ['/OTR/onlyprivate', false],
  avoidloggingotr: ['/OTR/avoidloggingotr', true],
  showotrbutton: ['/OTR/showotrbutton', true],
  // docs/decisions says why each of ours is as it is at first.
  redact_logs: ['/plugins/core/otr-ts/redact_logs', false],
  typing: ['/plugins/core/otr-ts/typing', false],
  warn: ['/plugins/core/otr-ts/warn', true],
  end_on_close: ['/plugins/core/otr-ts/end_on_close', false],
  silent_bus: ['/plugins/core/otr-ts/silent_bus', false],
};

export class PurplePreferences implements Preferences {
  readonly #native: Native;

  constructor(native: Native) {
    this.#native = native;
  }

  get(name: Preference): boolean {
    return this.#native.prefBool(...PREFERENCES[name]);
  }

  set(name: Preference, value: boolean): void {
    const [path] = PREFERENCES[name];
    this.#native.setPrefBool(path, value);
  }
}
