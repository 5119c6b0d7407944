// SPDX-License-Identifier: GPL-2.0-or-later
import { _ } from '../language.js';
import type { FormItem } from '../models.js';
import type { Page } from './page.js';

/** What runs here. */
export interface Facts {
  /** Of this plugin. */
  readonly version: string;
  /** Of what it runs on, by name: "libpurple" → "2.14.12". */
  readonly parts: Readonly<Record<string, string>>;
  /** What went wrong with files in this run, for people. */
  problems(): readonly string[];
}

/** The version, whether all is well, and the way to the help. */
export class AboutPage implements Page {
  readonly id = 'about';
  readonly label = _('A_bout');
  readonly title = _('About OTR');
  readonly #facts: Facts;
  readonly #help: () => void;

  constructor(facts: Facts, help: () => void) {
    this.#facts = facts;
    this.#help = help;
  }

  items(): readonly FormItem[] {
    const { version, parts } = this.#facts;
    const others = Object.entries(parts).map(([name, value]) => `${name} ${value}`);
    return [
      { kind: 'label', label: _('otr-ts, version %{version}', { version }) },
      {
        kind: 'explanation',
        label: _(
          'Off-the-Record Messaging: what you write can be read by the contact alone, you can check who that is, and there is no proof afterwards of what was said.',
        ),
      },
      { kind: 'section', label: _('Engine'), items: this.#health(others.join(', ')) },
      { kind: 'button', id: 'help', label: _('_Help') },
      {
        kind: 'explanation',
        label: _(
          'Free software under the GNU General Public License, version 2 or later; there is no warranty.',
        ),
      },
    ];
  }

  used(item: string): void {
    if (item === 'help') this.#help();
  }

  #health(parts: string): readonly FormItem[] {
    const problems = this.#facts.problems();
    const good: FormItem = {
      kind: 'explanation',
      label: _('The engine is running. All its files could be read and written.'),
      sign: 'success',
    };
    const bad = problems.map((label): FormItem => ({
      kind: 'explanation',
      label,
      sign: 'warning',
    }));
    return [...(problems.length === 0 ? [good] : bad), { kind: 'label', label: parts }];
  }
}
