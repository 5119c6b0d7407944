// SPDX-License-Identifier: GPL-2.0-or-later
import type { CorrespondentApi, CorrespondentOptions } from '../session/api.js';
import { Actions } from './actions.js';
import { BusSilence } from './bus-silence.js';
import { Commands } from './commands.js';
import type { AccountId, ContactId } from './contact-id.js';
import { optionsFor, type Origins } from './correspondent-options.js';
import { Hooks } from './hooks.js';
import { Importing } from './importing.js';
import { KeyActions } from './key-actions.js';
import { KnownList } from './known-list.js';
import { _ } from './language.js';
import { Lines } from './lines.js';
import { buddyMenuFor } from './menu.js';
import { menuUses, type MenuUses } from './menu-uses.js';
import type { MenuItem } from './models.js';
import { shownName } from './names.js';
import type { OutsideFiles } from './outside-files.js';
import type { Facts } from './pages/about-page.js';
import { OwnWindows } from './pages/own-windows.js';
import { Performer } from './perform.js';
import type { Ports } from './ports.js';
import { Roster } from './roster.js';
import type { Services } from './services.js';
import { TextForms } from './text-forms.js';
import { holdTakenOver } from './taken-over.js';
import { Verification } from './verify/verification.js';

export interface ControllerOptions extends Origins {
  readonly ports: Ports;
  readonly outside: OutsideFiles;
  readonly facts: Facts;
  /** Another plugin did this work until now: what was private with it is over, and nobody was told. */
  readonly takesOver: boolean;
  create(options: CorrespondentOptions): CorrespondentApi;
}

/** Everything a person can see and do, without any host: what happens comes in here. */
export class Controller {
  readonly hooks: Hooks;
  readonly importing: Importing;
  readonly keyActions: KeyActions;
  readonly knownList: KnownList;
  readonly #services: Services;
  readonly #performer: Performer;
  readonly #actions: Actions;
  readonly #commands: Commands;
  readonly #windows: OwnWindows;
  readonly #uses: MenuUses;
  /** Whether a contact may have had a private conversation with the plugin before us. */
  readonly #mayHaveLost: (id: ContactId) => boolean;

  constructor(options: ControllerOptions) {
    const { ports, settings, trust, keys } = options;
    const textForms = new TextForms(settings, trust);
    const roster = new Roster((id, accepted) =>
      options.create(optionsFor(options, textForms, id, accepted)),
    );
    const lines = new Lines(ports.messages);
    const busSilence = new BusSilence(ports);
    this.#services = { ports, settings, trust, keys, roster, lines, textForms, busSilence };
    this.#mayHaveLost = options.takesOver ? holdTakenOver(this.#services) : () => false;
    this.#performer = new Performer(this.#services);
    this.hooks = new Hooks(this.#services, this.#performer);
    this.keyActions = new KeyActions(this.#services, this.#performer, options.outside);
    this.importing = new Importing(
      {
        keys,
        trust,
        accounts: () => ports.contacts.accounts(),
        adopt: (account, key) => this.keyActions.adopt(account, key),
      },
      options.outside,
    );
    this.knownList = new KnownList(this.#services, this.#performer);
    this.#actions = new Actions(this.#services, this.#performer);
    const desk = {
      services: this.#services,
      actions: this.#actions,
      keyActions: this.keyActions,
      knownList: this.knownList,
      importing: this.importing,
      verification: new Verification(this.#services, this.#performer),
    };
    this.#windows = new OwnWindows(desk, options.facts);
    this.#performer.watch(this.#windows);
    this.#commands = new Commands(desk, this.#windows, options.facts);
    this.#uses = menuUses(desk, this.#windows);
    keys.whenDone((account, failure) => {
      this.#keyDone(account, failure);
    });
  }

  /** The windows that are open already get what new ones get. */
  attached(): void {
    for (const id of this.#services.ports.messages.windows()) this.windowOpened(id);
  }

  /** The plugin goes away: nothing of ours may be left behind. */
  detaching(): void {
    this.#actions.endAll(null);
  }

  windowOpened(id: ContactId): void {
    const { lines, roster } = this.#services;
    if (this.#mayHaveLost(id)) roster.get(id);
    roster.find(id)?.windowChanged();
    this.#performer.attend(id);
    lines.opened(id);
  }

  windowClosed(id: ContactId): void {
    const { ports, roster } = this.#services;
    const contact = roster.find(id);
    contact?.windowChanged();
    // Not now: text that comes back would go into the window that is being closed.
    if (contact?.isPrivate() === true && ports.preferences.get('end_on_close'))
      ports.clock.after(0, () => {
        this.#actions.end(id);
      });
  }

  /** The account is about to go offline: messages can still leave. */
  signingOff(account: AccountId): void {
    this.#actions.endAll(account);
  }

  accountsChanged(): void {
    this.#windows.refresh();
  }

  contactWentOffline(id: ContactId): void {
    const { lines, ports, roster } = this.#services;
    const contact = roster.find(id);
    if (contact?.isPrivate() !== true) return;
    contact.suspended = 'offline';
    const name = shownName(ports.contacts, id);
    lines.tell(
      id,
      _('%{name} went offline during the private conversation. What you write now is held back.', {
        name,
      }),
    );
    this.#performer.settle(contact);
  }

  /** Whoever went offline is back: what was held back goes again. */
  contactCameOnline(id: ContactId): void {
    const { lines, ports, roster } = this.#services;
    const contact = roster.find(id);
    if (contact?.suspended !== 'offline') return;
    contact.suspended = null;
    const name = shownName(ports.contacts, id);
    lines.tell(
      id,
      _('%{name} is online again. What you write now is sent in the private conversation.', {
        name,
      }),
    );
    this.#performer.settle(contact);
  }

  /** `/otr ARGS`: an error for the person, or null. */
  command(id: ContactId, args: string): string | null {
    return this.#commands.run(id, args);
  }

  /** An entry of a conversation's menu, or a button of its bar. */
  menuUsed(id: ContactId, item: string): void {
    const problem = this.#uses(id, item);
    if (problem !== null) this.#services.lines.say(id, problem);
  }

  /** What stands in a buddy's menu. */
  buddyMenu(id: ContactId): readonly MenuItem[] {
    return buddyMenuFor(this.#services, id);
  }

  buddyMenuUsed(id: ContactId, item: string): void {
    if (item === 'start') this.#services.ports.messages.openWindow(id);
    this.menuUsed(id, item);
  }

  /** An entry of Tools → Off-the-Record Messaging. */
  actionUsed(action: string): void {
    this.#windows.open(action);
  }

  formOpened(): void {
    this.#windows.config.opened();
  }

  formUsed(item: string, value: string): void {
    this.#windows.config.used(item, value);
  }

  formClosed(): void {
    this.#windows.config.closed();
  }

  preferenceChanged(): void {
    this.#actions.settingsChanged();
    this.#windows.refresh();
  }

  #keyDone(account: AccountId, failure: string | null): void {
    this.#windows.refresh();
    for (const contact of this.#services.roster.of(account))
      if (contact.waitsForKey) this.#performer.identityDone(contact, failure);
  }
}
