// SPDX-License-Identifier: GPL-2.0-or-later
import type { Contact } from '../contact.js';
import { contactKey, type ContactId } from '../contact-id.js';
import { helpText } from '../help-text.js';
import { _ } from '../language.js';
import { AboutPage, type Facts } from './about-page.js';
import { ConfigPage } from './config-page.js';
import { ContactSettingsWindow } from './contact-settings.js';
import { DefaultsPage } from './defaults-page.js';
import { HelpWindow } from './help-window.js';
import { ImportWindow } from './import-window.js';
import { KeysPage } from './keys-page.js';
import { KnownPage } from './known-page.js';
import type { Desk, PageMaker } from './page.js';
import { PageWindow } from './page-window.js';
import { PrivacyPage } from './privacy-page.js';

/** The configuration page, and the windows that are not about a conversation. */
export class OwnWindows {
  readonly config: ConfigPage;
  readonly #desk: Desk;
  readonly #keys: PageWindow;
  readonly #known: PageWindow;
  readonly #import: ImportWindow;
  readonly #help: HelpWindow;
  readonly #settings = new Map<string, ContactSettingsWindow>();
  /** What each contact's sessions were when the lists were last shown. */
  readonly #sessions = new WeakMap<Contact, string>();
  #isStale = false;

  constructor(desk: Desk, facts: Facts) {
    const { windows, decorations } = desk.services.ports;
    this.#desk = desk;
    const keys: PageMaker = (changed) => new KeysPage(desk, changed);
    const defaults: PageMaker = (changed) => new DefaultsPage(desk, changed);
    const privacy: PageMaker = () => new PrivacyPage(desk);
    const known: PageMaker = (changed) => new KnownPage(desk, changed);
    const about: PageMaker = () =>
      new AboutPage(facts, () => {
        this.help();
      });
    this.#keys = new PageWindow(windows, keys);
    this.#known = new PageWindow(windows, known);
    this.#import = new ImportWindow(desk);
    this.#help = new HelpWindow(windows);
    this.config = new ConfigPage([keys, defaults, privacy, known, about], (items) => {
      decorations.showForm(items);
    });
    desk.services.trust.whenChanged(() => {
      this.#refreshSoon();
    });
  }

  /** An entry of Tools → Off-the-Record Messaging. */
  open(action: string): void {
    switch (action) {
      case 'keys':
        this.#keys.show();
        break;
      case 'fingerprints':
        this.#known.show();
        break;
      case 'import':
        this.#import.show();
        break;
      case 'help':
        this.help();
        break;
    }
  }

  help(): void {
    if (this.#help.show()) return;
    const title = _('Help for Off-the-Record Messaging');
    this.#desk.services.ports.dialogs.notify('info', title, helpText());
  }

  /** The settings of one contact. False: there are no such windows here. */
  settingsOf(id: ContactId): boolean {
    const key = contactKey(id);
    const closed = (): void => {
      this.#settings.delete(key);
    };
    const window = this.#settings.get(key) ?? new ContactSettingsWindow(this.#desk, id, closed);
    this.#settings.set(key, window);
    return window.show();
  }

  /** Something that they show may have changed. */
  refresh(): void {
    this.#isStale = false;
    this.config.refresh();
    this.#keys.refresh();
    this.#known.refresh();
  }

  /** The same, when it is about one contact's sessions: most messages change nothing in a list. */
  settled(contact: Contact): void {
    const sessions = contact.correspondent.sessions();
    const now = sessions.map(({ state, fingerprint }) => `${state} ${fingerprint}`).join();
    if (this.#sessions.get(contact) === now) return;
    this.#sessions.set(contact, now);
    this.#refreshSoon();
  }

  /** Lists may be long, and many things change at once. */
  #refreshSoon(): void {
    if (this.#isStale) return;
    this.#isStale = true;
    this.#desk.services.ports.clock.after(0, () => {
      if (this.#isStale) this.refresh();
    });
  }
}
