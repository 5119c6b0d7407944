// SPDX-License-Identifier: GPL-2.0-or-later
import { accountKey, type AccountId } from '../contact-id.js';
import { _, counted } from '../language.js';
import type { FormItem, Option } from '../models.js';
import { accountName } from '../names.js';
import { type Choice, policyFor } from '../settings.js';
import { choiceItems, withBox } from './choice-items.js';
import { confirm } from './confirm.js';
import type { Desk, Page } from './page.js';

/** The option of those who have no account chosen. */
const EVERYBODY = 'everybody';

/** What holds for contacts without settings of their own: for all of them, or for those of an account. */
export class DefaultsPage implements Page {
  readonly id = 'defaults';
  readonly label = _('_Defaults');
  readonly title = _('OTR defaults');
  readonly #desk: Desk;
  readonly #changed: () => void;
  #scope = EVERYBODY;

  constructor(desk: Desk, changed: () => void) {
    this.#desk = desk;
    this.#changed = changed;
  }

  items(): readonly FormItem[] {
    return [
      ...this.#scopeItems(),
      ...this.#choiceItems(),
      { kind: 'separator' },
      ...this.#switchItems(),
    ];
  }

  used(item: string, value: string): void {
    const { preferences } = this.#desk.services.ports;
    switch (item) {
      case 'scope':
        this.#scope = value;
        return;
      case 'as everybody':
        this.#set(value === '1' ? null : this.#desk.services.settings.defaults());
        return;
      case 'avoidloggingotr':
      case 'showotrbutton':
        preferences.set(item, value === '1');
        this.#desk.actions.settingsChanged();
        return;
    }
    const changed = withBox(this.#choice(), item, value);
    if (changed !== null) this.#set(changed);
  }

  /** Whose settings these are; nobody with one account needs to choose. */
  #scopeItems(): readonly FormItem[] {
    const { contacts } = this.#desk.services.ports;
    const account = this.#account();
    const options = contacts.accounts().map((each): Option => ({
      id: accountKey(each),
      label: accountName(contacts, each),
    }));
    return [
      {
        kind: 'choice',
        id: 'scope',
        label: _('_Settings for:'),
        chosen: account === null ? EVERYBODY : accountKey(account),
        options: [{ id: EVERYBODY, label: _('All accounts') }, ...options],
      },
    ];
  }

  #choiceItems(): readonly FormItem[] {
    const account = this.#account();
    if (account === null) return choiceItems(this.#choice(), true);
    const isOwn = this.#desk.services.settings.accountChoice(account) !== null;
    return [
      {
        kind: 'check',
        id: 'as everybody',
        label: _('The same as for all acco_unts'),
        value: !isOwn,
      },
      ...choiceItems(this.#choice(), isOwn),
    ];
  }

  #switchItems(): readonly FormItem[] {
    const { preferences } = this.#desk.services.ports;
    return [
      {
        kind: 'check',
        id: 'avoidloggingotr',
        label: _('Do_n’t log private conversations'),
        value: preferences.get('avoidloggingotr'),
      },
      {
        kind: 'check',
        id: 'showotrbutton',
        label: _('Show OTR button in _toolbar'),
        value: preferences.get('showotrbutton'),
      },
    ];
  }

  /** A choice that turns OTR off where there are private conversations is asked for once more. */
  #set(choice: Choice | null): void {
    const apply = (): void => {
      const { settings } = this.#desk.services;
      const account = this.#account();
      if (account !== null) settings.setAccountChoice(account, choice);
      else if (choice !== null) settings.setDefaults(choice);
      this.#desk.actions.settingsChanged();
      this.#changed();
    };
    const ending = this.#endedBy(choice);
    if (ending === 0) {
      apply();
      return;
    }
    const text = counted(
      'This ends %{count} private conversation. What you write after that is not encrypted.',
      'This ends %{count} private conversations. What you write after that is not encrypted.',
      ending,
    );
    const asked = { title: _('Turn private messaging off'), text, action: _('_Turn off') };
    confirm(this.#desk.services.ports.windows, asked, apply);
  }

  /** How many private conversations would end. */
  #endedBy(choice: Choice | null): number {
    const { roster, settings } = this.#desk.services;
    const account = this.#account();
    if (policyFor(choice ?? settings.defaults()) !== 'never') return 0;
    const concerned = account === null ? roster.all() : roster.of(account);
    return concerned.filter(
      (contact) =>
        contact.isPrivate() &&
        !settings.hasOwnPolicy(contact.id) &&
        (account !== null || settings.accountChoice(contact.id) === null),
    ).length;
  }

  #choice(): Choice {
    const { settings } = this.#desk.services;
    const account = this.#account();
    return account === null ? settings.defaults() : settings.defaultsFor(account);
  }

  /** The account whose settings are shown; null: everybody's. */
  #account(): AccountId | null {
    const accounts = this.#desk.services.ports.contacts.accounts();
    return accounts.find((account) => accountKey(account) === this.#scope) ?? null;
  }
}
