// SPDX-License-Identifier: GPL-2.0-or-later
import type { ContactId } from '../contact-id.js';
import { _ } from '../language.js';
import type { WindowModel } from '../models.js';
import { accountName, shownName } from '../names.js';
import type { OpenWindow } from '../ports.js';
import { judge } from '../verify/given-fingerprint.js';
import { comparePart } from '../verify/methods.js';
import type { Desk } from './page.js';

/** Comparing the fingerprint of a known key, in use or not. It is about this very key. */
export class KeyWindow {
  readonly #desk: Desk;
  readonly #contact: ContactId;
  readonly #fingerprint: string;
  #given = '';
  #window: OpenWindow | null = null;

  constructor(desk: Desk, contact: ContactId, fingerprint: string) {
    this.#desk = desk;
    this.#contact = contact;
    this.#fingerprint = fingerprint;
  }

  show(): void {
    this.#window = this.#desk.services.ports.windows.open(this.#model(), {
      used: (item, value) => {
        if (item !== 'given') return;
        this.#given = value;
        this.#window?.update(this.#model());
      },
      pressed: (button) => {
        this.#window?.close();
        this.#mark(button === 'mark');
      },
      closed: () => undefined,
    });
  }

  #mark(isVerified: boolean): void {
    const { knownList, services } = this.#desk;
    const key = { contact: this.#contact, fingerprint: this.#fingerprint, trust: '' };
    if (knownList.setVerified(key, isVerified ? 'fingerprint' : null)) return;
    const name = shownName(services.ports.contacts, this.#contact);
    services.ports.dialogs.notify(
      'error',
      _('Known OTR fingerprints'),
      _('Nothing was changed: the name of %{name} cannot be filed.', { name }),
    );
  }

  #model(): WindowModel {
    const { ports, keys, trust } = this.#desk.services;
    const own = keys.of(this.#contact);
    const ours = own.state === 'ready' ? own.fingerprint : '';
    const name = shownName(ports.contacts, this.#contact);
    const trusted = trust.isTrusted(this.#contact, this.#fingerprint);
    const verdict = judge(this.#given, this.#fingerprint, ours);
    const comparison = {
      name,
      who: this.#contact.who,
      account: accountName(ports.contacts, this.#contact),
      own: ours,
      theirs: this.#fingerprint,
      verdict,
      trusted,
      code: null,
    };
    const differs = verdict === 'own' || verdict === 'other';
    const withdraw = { id: 'withdraw', label: _('Mark as _not verified'), sensitive: true };
    const mark = { id: 'mark', label: _('_Mark as verified'), sensitive: !differs };
    return {
      title: _('Verify identity: %{name}', { name }),
      items: comparePart(comparison, { question: '', given: this.#given, problems: {} }).items,
      buttons: trusted ? [withdraw, mark] : [mark],
      close: _('_Cancel'),
      preset: 'mark',
      unasked: false,
    };
  }
}
