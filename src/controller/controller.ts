// SPDX-License-Identifier: GPL-2.0-or-later
import type { CorrespondentApi, CorrespondentOptions } from '../session/api.js';
import { Actions } from './actions.js';
import { BusSilence } from './bus-silence.js';
import { Commands } from './commands.js';
import { ConfigPage } from './config-page.js';
import type { AccountId, ContactId } from './contact-id.js';
import { optionsFor, type Origins } from './correspondent-options.js';
import { helpText } from './help-text.js';
import { Hooks } from './hooks.js';
import { Importing } from './importing.js';
import { KeyActions } from './key-actions.js';
import { KnownList } from './known-list.js';
import { _ } from './language.js';
import { Lines } from './lines.js';
import { buddyMenuFor } from './menu.js';
import type { MenuItem } from './models.js';
import { shownName } from './names.js';
import type { OutsideFiles } from './outside-files.js';
import { Performer } from './perform.js';
import type { Ports } from './ports.js';
import { Roster } from './roster.js';
import type { Services } from './services.js';
import { TextForms } from './text-forms.js';
import { Verification } from './verify/verification.js';

export interface ControllerOptions extends Origins {
  readonly ports: Ports;
  readonly outside: OutsideFiles;
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
  readonly #verification: Verification;
  readonly #commands: Commands;
  readonly #page: ConfigPage;
  /** What the entries of menus and the buttons of bars do: null, or why they do nothing. */
  readonly #uses: ReadonlyMap<string, (id: ContactId) => string | null>;

  constructor(options: ControllerOptions) {
    const { ports, settings, trust, keys } = options;
    const textForms = new TextForms(settings, trust);
    const roster = new Roster((id, accepted) =>
      options.create(optionsFor(options, textForms, id, accepted)),
    );
    const lines = new Lines(ports.messages);
    const busSilence = new BusSilence(ports);
    this.#services = { ports, settings, trust, keys, roster, lines, textForms, busSilence };
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
    this.#verification = new Verification(this.#services, this.#performer);
    this.#commands = new Commands(this.#services, this.#actions, this.#verification);
    this.#page = new ConfigPage(this.#services, this.#actions);
    this.#uses = this.#usesOfItems();
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
    this.#page.refresh();
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

  /** `/otr ARGS`: an error for the person, or null. */
  command(id: ContactId, args: string): string | null {
    return this.#commands.run(id, args);
  }

  /** An entry of a conversation's menu, or a button of its bar. */
  menuUsed(id: ContactId, item: string): void {
    const problem = this.#uses.get(item)?.(id) ?? null;
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
    if (action === 'help') this.#help();
  }

  formOpened(): void {
    this.#page.opened();
  }

  formUsed(item: string, value: string): void {
    this.#page.used(item, value);
  }

  preferenceChanged(): void {
    this.#actions.settingsChanged();
    this.#page.refresh();
  }

  #usesOfItems(): ReadonlyMap<string, (id: ContactId) => string | null> {
    const [actions, verification] = [this.#actions, this.#verification];
    const done =
      (action: (id: ContactId) => void) =>
      (id: ContactId): null => {
        action(id);
        return null;
      };
    return new Map<string, (id: ContactId) => string | null>([
      ['start', done(actions.start.bind(actions))],
      ['end', done(actions.end.bind(actions))],
      ['continue', (id) => actions.continue(id)],
      ['verify', (id) => verification.open(id)],
      ['answer', (id) => verification.answer(id, '')],
      ['refuse', (id) => verification.abort(id)],
      ['later', done(actions.dismissBar.bind(actions))],
      ['help', done(this.#help.bind(this))],
    ]);
  }

  #help(): void {
    const { dialogs } = this.#services.ports;
    dialogs.notify('info', _('Help for Off-the-Record Messaging'), helpText());
  }

  #keyDone(account: AccountId, failure: string | null): void {
    this.#page.refresh();
    for (const contact of this.#services.roster.of(account))
      if (contact.waitsForKey) this.#performer.identityDone(contact, failure);
  }
}
