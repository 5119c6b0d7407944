// SPDX-License-Identifier: GPL-2.0-or-later
import type { PolicyName } from '../session/policy.js';
import type { Actions } from './actions.js';
import { accountKey, type AccountId } from './contact-id.js';
import { grouped } from './fingerprint-text.js';
import type { OwnKey } from './key-ring.js';
import { _ } from './language.js';
import type { FormItem, Option } from './models.js';
import { accountName } from './names.js';
import { privacyOptions } from './privacy-options.js';
import type { Services } from './services.js';
import { policyText } from './status-text.js';

const POLICY_NAMES: readonly PolicyName[] = ['never', 'manual', 'opportunistic', 'always'];

/** The configuration page: what it shows, and what its fields do. */
export class ConfigPage {
  readonly #services: Services;
  readonly #actions: Actions;
  #account: string | null = null;
  #isOpen = false;

  constructor(services: Services, actions: Actions) {
    this.#services = services;
    this.#actions = actions;
  }

  opened(): void {
    this.#isOpen = true;
    this.#services.keys.lookAgain();
    this.refresh();
  }

  /** Something that the page shows has changed. */
  refresh(): void {
    if (this.#isOpen) this.#services.ports.decorations.showForm(this.form());
  }

  /** The person used a field; `value` is its new value. */
  used(item: string, value: string): void {
    const { keys, ports, settings } = this.#services;
    const account = this.#chosen();
    switch (item) {
      case 'account':
        this.#account = value;
        break;
      case 'generate':
        if (account !== null) keys.generate(account);
        break;
      case 'policy': {
        const policy = POLICY_NAMES.find((name) => name === value);
        if (policy !== undefined) settings.setDefaultPolicy(policy);
        break;
      }
      case 'avoidloggingotr':
      case 'showotrbutton':
        ports.preferences.set(item, value === '1');
        break;
      default: {
        const option = privacyOptions().find(({ id }) => id === item);
        if (option !== undefined) ports.preferences.set(option.id, value === '1');
      }
    }
    this.#actions.settingsChanged();
    this.refresh();
  }

  form(): readonly FormItem[] {
    const { ports } = this.#services;
    return [
      { kind: 'section', label: _('My keys'), items: this.#keyItems() },
      { kind: 'section', label: _('Default settings'), items: this.#settingItems() },
      {
        kind: 'section',
        label: _('Appearance'),
        items: [
          {
            kind: 'check',
            id: 'showotrbutton',
            label: _('Show OTR _button in toolbar'),
            value: ports.preferences.get('showotrbutton'),
          },
        ],
      },
    ];
  }

  #keyItems(): readonly FormItem[] {
    const { ports, keys } = this.#services;
    const chosen = this.#chosen();
    if (chosen === null) return [{ kind: 'label', label: _('No account present') }];
    const own = keys.of(chosen);
    const options = ports.contacts.accounts().map((account): Option => ({
      id: accountKey(account),
      label: accountName(ports.contacts, account),
    }));
    return [
      { kind: 'choice', id: 'account', label: _('_Account:'), chosen: accountKey(chosen), options },
      { kind: 'label', label: keyText(own) },
      {
        kind: 'button',
        id: 'generate',
        label: own.state === 'generating' ? _('Generating…') : _('_Generate'),
        sensitive: own.state === 'missing',
      },
    ];
  }

  #settingItems(): readonly FormItem[] {
    const { ports, settings } = this.#services;
    return [
      {
        kind: 'choice',
        id: 'policy',
        label: _('_Private conversations:'),
        chosen: settings.defaultPolicy(),
        options: POLICY_NAMES.map((id) => ({ id, label: policyText(id) })),
      },
      {
        kind: 'check',
        id: 'avoidloggingotr',
        label: _('_Don’t log private conversations'),
        value: ports.preferences.get('avoidloggingotr'),
      },
      ...privacyOptions().map(({ id, label }): FormItem => {
        return { kind: 'check', id, label, value: ports.preferences.get(id) };
      }),
    ];
  }

  /** The account that the page shows: the chosen one, or the first. */
  #chosen(): AccountId | null {
    const accounts = this.#services.ports.contacts.accounts();
    const chosen = accounts.find((account) => accountKey(account) === this.#account);
    return chosen ?? accounts[0] ?? null;
  }
}

function keyText(own: OwnKey): string {
  switch (own.state) {
    case 'ready':
      return _('Fingerprint: %{fingerprint}', { fingerprint: grouped(own.fingerprint) });
    case 'missing':
    case 'generating':
      return _('No key present');
    case 'unreadable':
      return own.reason;
  }
}
