// SPDX-License-Identifier: GPL-2.0-or-later
import { accountKey, type AccountId } from '../contact-id.js';
import { grouped } from '../fingerprint-text.js';
import type { OwnKey } from '../key-ring.js';
import { _ } from '../language.js';
import type { FormItem, Row } from '../models.js';
import { accountName } from '../names.js';
import type { Account } from '../ports.js';
import { confirm } from './confirm.js';
import { showKeyCode } from './key-code.js';
import { type Desk, type Outcome, outcomeItems, outcomeOf, type Page } from './page.js';

/** The accounts' own keys. */
export class KeysPage implements Page {
  readonly id = 'keys';
  readonly label = _('My _keys');
  readonly title = _('My OTR keys');
  readonly #desk: Desk;
  readonly #changed: () => void;
  #selected = '';
  #outcome: Outcome | null = null;
  /** Accounts for which a new key is being made, to take the place of the present one. */
  readonly #renewing = new Set<string>();

  constructor(desk: Desk, changed: () => void) {
    this.#desk = desk;
    this.#changed = changed;
    desk.services.keys.lookAgain();
  }

  items(): readonly FormItem[] {
    const chosen = this.#chosen();
    if (chosen === null)
      return [{ kind: 'explanation', label: _('There is no account yet. Add one first.') }];
    return [
      {
        kind: 'explanation',
        label: _(
          'Each account has a key of its own. Your contacts recognise you by its fingerprint.',
        ),
      },
      {
        kind: 'table',
        id: 'account',
        label: _('Accounts and their keys'),
        columns: [_('Account'), _('Protocol'), _('Key'), _('Fingerprint')],
        rows: this.#accounts().map((account) => this.#row(account)),
        selected: [accountKey(chosen)],
        search: '',
      },
      ...this.#keyItems(chosen),
      ...outcomeItems(this.#outcome),
    ];
  }

  used(item: string, value: string): void {
    if (item === 'account') this.#selected = value.split('\n')[0] ?? '';
    const account = this.#chosen();
    if (account === null) return;
    if (item !== 'account') this.#outcome = null;
    switch (item) {
      case 'generate':
        this.#desk.services.keys.generate(account);
        break;
      case 'code':
        showKeyCode(this.#desk.services, account);
        break;
      case 'export key':
        this.#export(account);
        break;
      case 'replace':
        this.#replace(account);
        break;
    }
  }

  #keyItems(account: AccountId): readonly FormItem[] {
    const own = this.#desk.services.keys.of(account);
    const isReady = own.state === 'ready' && !this.#renewing.has(accountKey(account));
    const name = accountName(this.#desk.services.ports.contacts, account);
    return [
      own.state === 'ready'
        ? {
            kind: 'copyable',
            label: _('Fingerprint of %{account}:', { account: name.replaceAll('_', '__') }),
            text: grouped(own.fingerprint),
          }
        : { kind: 'label', label: `${name}: ${missingText(own)}` },
      action('generate', _('_Generate'), own.state === 'missing'),
      action('code', _('Show QR c_ode…'), isReady),
      action('export key', _('_Save a copy…'), isReady),
      action('replace', _('_Replace…'), isReady),
    ];
  }

  #row(account: Account): Row {
    const own = this.#desk.services.keys.of(account);
    const id = accountKey(account);
    const state = this.#renewing.has(id) ? _('Generating…') : stateText(own);
    const fingerprint = own.state === 'ready' ? grouped(own.fingerprint) : '';
    return { id, cells: [account.username, account.protocolName, state, fingerprint] };
  }

  #export(account: AccountId): void {
    const { paths, windows, contacts } = this.#desk.services.ports;
    const name = accountName(contacts, account);
    const warning = {
      title: _('Save a copy of your key'),
      text: _(
        'The file will hold the private key of %{account}. Whoever gets it can pretend to be you. Keep it as you keep a password, and delete it when you no longer need it.',
        { account: name },
      ),
      action: _('Choose a _file…'),
    };
    const question = { kind: 'save', title: warning.title, proposal: 'otr.private_key' } as const;
    confirm(windows, warning, () => {
      const isAsked = paths.ask(question, (path) => {
        const failure = this.#desk.keyActions.exportKey(account, path);
        this.#tell(outcomeOf(failure, _('The key was saved as %{path}.', { path })));
      });
      if (!isAsked) this.#tell({ text: _('No file can be chosen here.'), sign: 'warning' });
    });
  }

  #replace(account: AccountId): void {
    const { contacts, windows } = this.#desk.services.ports;
    const name = accountName(contacts, account);
    const warning = {
      title: _('Replace your key'),
      text: _(
        'A new key is made for %{account}. Your contacts will see another fingerprint, be warned of it, and have to verify you again. The present key is kept in the file otr-ts.former_keys.',
        { account: name },
      ),
      action: _('_Replace the key'),
    };
    confirm(windows, warning, () => {
      void this.#renew(account, name);
    });
  }

  async #renew(account: AccountId, name: string): Promise<void> {
    this.#renewing.add(accountKey(account));
    this.#changed();
    const failure = await this.#desk.keyActions.renew(account);
    this.#renewing.delete(accountKey(account));
    this.#tell(outcomeOf(failure, _('There is a new key for %{account}.', { account: name })));
  }

  #tell(outcome: Outcome): void {
    this.#outcome = outcome;
    this.#changed();
  }

  #accounts(): readonly Account[] {
    return this.#desk.services.ports.contacts.accounts();
  }

  /** The account that is selected, or the first. */
  #chosen(): Account | null {
    const accounts = this.#accounts();
    const chosen = accounts.find((account) => accountKey(account) === this.#selected);
    return chosen ?? accounts[0] ?? null;
  }
}

function action(id: string, label: string, sensitive: boolean): FormItem {
  return { kind: 'button', id, label, sensitive };
}

function stateText(own: OwnKey): string {
  switch (own.state) {
    case 'ready':
      return _('Ready');
    case 'missing':
      return _('None');
    case 'generating':
      return _('Generating…');
    case 'unreadable':
      return _('Not readable');
  }
}

function missingText(own: OwnKey): string {
  switch (own.state) {
    case 'ready':
      return '';
    case 'missing':
      return _('No key present');
    case 'generating':
      return _('Generating…');
    case 'unreadable':
      return own.reason;
  }
}
