// SPDX-License-Identifier: GPL-2.0-or-later
import type { BusSilence } from './bus-silence.js';
import type { KeyRing } from './key-ring.js';
import type { Lines } from './lines.js';
import type { Ports } from './ports.js';
import type { Roster } from './roster.js';
import type { Settings } from './settings.js';
import type { TextForms } from './text-forms.js';
import type { TrustBook } from './trust-book.js';

/** What every flow works with. */
export interface Services {
  readonly ports: Ports;
  readonly settings: Settings;
  readonly trust: TrustBook;
  readonly keys: KeyRing;
  readonly roster: Roster;
  readonly lines: Lines;
  readonly textForms: TextForms;
  readonly busSilence: BusSilence;
}
