// SPDX-License-Identifier: GPL-2.0-or-later
import type { PolicyName } from '../session/policy.js';
import type { ContactId } from './contact-id.js';
import type { Contacts, ContactSetting, Preferences } from './ports.js';
import type { TextForm } from './text-form.js';

interface Choice {
  readonly enabled: boolean;
  readonly automatic: boolean;
  readonly onlyprivate: boolean;
}

// pidgin-otr's mapping, both ways: what it wrote we read, and the other way round.
const CHOICES: Readonly<Record<PolicyName, Choice>> = {
  never: { enabled: false, automatic: false, onlyprivate: false },
  manual: { enabled: true, automatic: false, onlyprivate: false },
  opportunistic: { enabled: true, automatic: true, onlyprivate: false },
  always: { enabled: true, automatic: true, onlyprivate: true },
};

function policyFor({ enabled, automatic, onlyprivate }: Choice): PolicyName {
  if (!enabled) return 'never';
  if (!automatic) return 'manual';
  return onlyprivate ? 'always' : 'opportunistic';
}

/** What the person has chosen: pidgin-otr's global preferences and its settings per buddy. */
export class Settings {
  readonly #preferences: Preferences;
  readonly #contacts: Contacts;

  constructor(preferences: Preferences, contacts: Contacts) {
    this.#preferences = preferences;
    this.#contacts = contacts;
  }

  defaultPolicy(): PolicyName {
    return policyFor({
      enabled: this.#preferences.get('enabled'),
      automatic: this.#preferences.get('automatic'),
      onlyprivate: this.#preferences.get('onlyprivate'),
    });
  }

  setDefaultPolicy(policy: PolicyName): void {
    const choice = CHOICES[policy];
    this.#preferences.set('enabled', choice.enabled);
    this.#preferences.set('automatic', choice.automatic);
    this.#preferences.set('onlyprivate', choice.onlyprivate);
  }

  policyOf(contact: ContactId): PolicyName {
    if (!this.hasOwnPolicy(contact)) return this.defaultPolicy();
    return policyFor({
      enabled: this.#own(contact, 'OTR/enabled', true),
      automatic: this.#own(contact, 'OTR/automatic', true),
      onlyprivate: this.#own(contact, 'OTR/onlyprivate', false),
    });
  }

  /** Whether this contact has settings other than the default. */
  hasOwnPolicy(contact: ContactId): boolean {
    return this.#own(contact, 'OTR/overridedefault', false);
  }

  /** Null: the default again. False: the contact is not in the buddy list. */
  setPolicyOf(contact: ContactId, policy: PolicyName | null): boolean {
    const set = (key: ContactSetting, value: boolean): boolean =>
      this.#contacts.setSetting(contact, key, value);
    if (policy === null) return set('OTR/overridedefault', false);
    const choice = CHOICES[policy];
    const avoidsLogging = this.avoidsLogging(contact);
    return (
      set('OTR/enabled', choice.enabled) &&
      set('OTR/automatic', choice.automatic) &&
      set('OTR/onlyprivate', choice.onlyprivate) &&
      set('OTR/avoidloggingotr', avoidsLogging) &&
      // Last: until all of them are there, the default holds.
      set('OTR/overridedefault', true)
    );
  }

  /** Whether private messages of this contact's stay out of the logs. */
  avoidsLogging(contact: ContactId): boolean {
    const byDefault = this.#preferences.get('avoidloggingotr');
    return this.hasOwnPolicy(contact)
      ? this.#own(contact, 'OTR/avoidloggingotr', byDefault)
      : byDefault;
  }

  /** How the person wants texts to this contact written, and theirs read; null: find out. */
  textFormOf(contact: ContactId): TextForm | null {
    const plain = this.#contacts.setting(contact, 'otr-ts/plaintext');
    return plain === null ? null : plain ? 'plain' : 'html';
  }

  /** Null: find out. False: the contact is not in the buddy list. */
  setTextFormOf(contact: ContactId, form: TextForm | null): boolean {
    const plain = form === null ? null : form === 'plain';
    return this.#contacts.setSetting(contact, 'otr-ts/plaintext', plain);
  }

  #own(contact: ContactId, key: ContactSetting, fallback: boolean): boolean {
    return this.#contacts.setting(contact, key) ?? fallback;
  }
}
