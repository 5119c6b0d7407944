// SPDX-License-Identifier: GPL-2.0-or-later
import type { ContactId } from '../contact-id.js';
import { _ } from '../language.js';
import type { FormItem, WindowModel } from '../models.js';
import { shownName } from '../names.js';
import type { OpenWindow } from '../ports.js';
import { type Choice, policyFor } from '../settings.js';
import { choiceItems, withBox } from './choice-items.js';
import type { Desk } from './page.js';

/** What is chosen in the window, and not yet saved. */
interface Draft {
  readonly isOwn: boolean;
  readonly choice: Choice;
  readonly avoidsLogging: boolean;
}

/** The settings of one contact. Nothing takes effect before it is saved. */
export class ContactSettingsWindow {
  readonly #desk: Desk;
  readonly #contact: ContactId;
  readonly #closed: () => void;
  #draft: Draft;
  #window: OpenWindow | null = null;

  constructor(desk: Desk, contact: ContactId, closed: () => void) {
    const { settings } = desk.services;
    this.#desk = desk;
    this.#contact = contact;
    this.#closed = closed;
    this.#draft = {
      isOwn: settings.hasOwnPolicy(contact),
      choice: settings.choiceOf(contact),
      avoidsLogging: settings.avoidsLogging(contact),
    };
  }

  /** Opens it, or brings it to the front. False: there are no such windows here. */
  show(): boolean {
    if (this.#window !== null) return this.#window.present();
    this.#window = this.#desk.services.ports.windows.open(this.#model(), {
      used: (item, value) => {
        this.#used(item, value);
      },
      pressed: () => {
        this.#window?.close();
        this.#closed();
        this.#save();
      },
      closed: this.#closed,
    });
    return this.#window !== null;
  }

  #used(item: string, value: string): void {
    const draft = this.#draft;
    const choice = withBox(draft.choice, item, value);
    if (choice !== null) this.#draft = { ...draft, choice };
    if (item === 'default') this.#draft = { ...draft, isOwn: value !== '1' };
    if (item === 'avoidloggingotr') this.#draft = { ...draft, avoidsLogging: value === '1' };
    this.#window?.update(this.#model());
  }

  #save(): void {
    const { isOwn, choice, avoidsLogging } = this.#draft;
    const { settings } = this.#desk.services;
    settings.setChoiceOf(this.#contact, isOwn ? choice : null, avoidsLogging);
    this.#desk.actions.settingsChanged();
  }

  #model(): WindowModel {
    const { contacts } = this.#desk.services.ports;
    const name = shownName(contacts, this.#contact);
    const isBuddy = contacts.presence(this.#contact) !== 'none';
    const save = { id: 'save', label: _('_Save'), sensitive: true };
    return {
      title: _('OTR settings for %{name}', { name }),
      items: isBuddy ? this.#items(name) : [strangerText(name)],
      buttons: isBuddy ? [save] : [],
      close: isBuddy ? _('_Cancel') : _('_Close'),
      preset: isBuddy ? 'save' : '',
      unasked: false,
    };
  }

  #items(name: string): readonly FormItem[] {
    const { isOwn, avoidsLogging } = this.#draft;
    const choice = this.#shownChoice();
    return [
      {
        kind: 'check',
        id: 'default',
        label: _('Use the _default settings for this contact'),
        value: !isOwn,
      },
      { kind: 'separator' },
      ...choiceItems(choice, isOwn),
      {
        kind: 'check',
        id: 'avoidloggingotr',
        label: _('Do_n’t log private conversations'),
        value: avoidsLogging,
        sensitive: isOwn,
      },
      ...this.#warning(choice, name),
    ];
  }

  /** While the defaults hold, they are shown. */
  #shownChoice(): Choice {
    const { settings } = this.#desk.services;
    return this.#draft.isOwn ? this.#draft.choice : settings.defaultsFor(this.#contact);
  }

  #warning(choice: Choice, name: string): readonly FormItem[] {
    const isPrivate = this.#desk.services.roster.find(this.#contact)?.isPrivate() === true;
    if (!isPrivate || policyFor(choice) !== 'never') return [];
    const label = _(
      'Saving this ends the private conversation with %{name}. What you write after that is not encrypted.',
      { name },
    );
    return [{ kind: 'explanation', label, sign: 'warning' }];
  }
}

function strangerText(name: string): FormItem {
  const label = _(
    '%{name} is not in your buddy list, so the default settings hold. Add the contact to have other ones.',
    { name },
  );
  return { kind: 'explanation', label };
}
