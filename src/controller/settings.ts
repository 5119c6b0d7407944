// SPDX-License-Identifier: GPL-2.0-or-later
import type { PolicyName } from '../session/policy.js';
import type { AccountId, ContactId } from './contact-id.js';
import type { Contacts, ContactSetting, Preferences } from './ports.js';
import type { TextForm } from './text-form.js';

/** pidgin-otr's three boxes; each counts only together with those before it. */
export interface Choice {
  readonly enabled: boolean;
  readonly automatic: boolean;
  readonly onlyprivate: boolean;
}

/** Whose settings hold for a contact. */
export type PolicySource = 'contact' | 'account' | 'everybody';

// pidgin-otr's mapping, both ways: what it wrote we read, and the other way round.
const CHOICES: Readonly<Record<PolicyName, Choice>> = {
  never: { enabled: false, automatic: false, onlyprivate: false },
  manual: { enabled: true, automatic: false, onlyprivate: false },
  opportunistic: { enabled: true, automatic: true, onlyprivate: false },
  always: { enabled: true, automatic: true, onlyprivate: true },
};

export function policyFor({ enabled, automatic, onlyprivate }: Choice): PolicyName {
  if (!enabled) return 'never';
  if (!automatic) return 'manual';
  return onlyprivate ? 'always' : 'opportunistic';
}

/**
 * What the person has chosen: pidgin-otr's settings per buddy stand above ours per account, and those
 * above pidgin-otr's global preferences.
 */
export class Settings {
  readonly #preferences: Preferences;
  readonly #contacts: Contacts;

  constructor(preferences: Preferences, contacts: Contacts) {
    this.#preferences = preferences;
    this.#contacts = contacts;
  }

  /** What holds for everybody without settings of their own. */
  defaults(): Choice {
    return {
      enabled: this.#preferences.get('enabled'),
      automatic: this.#preferences.get('automatic'),
      onlyprivate: this.#preferences.get('onlyprivate'),
    };
  }

  setDefaults(choice: Choice): void {
    this.#preferences.set('enabled', choice.enabled);
    this.#preferences.set('automatic', choice.automatic);
    this.#preferences.set('onlyprivate', choice.onlyprivate);
  }

  /** What holds for contacts of one account; null: what holds for everybody. */
  accountChoice(account: AccountId): Choice | null {
    const policy = this.#contacts.accountSetting(account, 'otr-ts/policy');
    return isPolicy(policy) ? CHOICES[policy] : null;
  }

  setAccountChoice(account: AccountId, choice: Choice | null): void {
    const policy = choice === null ? '' : policyFor(choice);
    this.#contacts.setAccountSetting(account, 'otr-ts/policy', policy);
  }

  /** What holds for the account's contacts without settings of their own. */
  defaultsFor(account: AccountId): Choice {
    return this.accountChoice(account) ?? this.defaults();
  }

  /** What holds for a contact, whatever it comes from. */
  choiceOf(contact: ContactId): Choice {
    if (!this.hasOwnPolicy(contact)) return this.defaultsFor(contact);
    return {
      enabled: this.#own(contact, 'OTR/enabled', true),
      automatic: this.#own(contact, 'OTR/automatic', true),
      onlyprivate: this.#own(contact, 'OTR/onlyprivate', false),
    };
  }

  /** Where it comes from. */
  sourceOf(contact: ContactId): PolicySource {
    if (this.hasOwnPolicy(contact)) return 'contact';
    return this.accountChoice(contact) === null ? 'everybody' : 'account';
  }

  policyOf(contact: ContactId): PolicyName {
    return policyFor(this.choiceOf(contact));
  }

  /** Whether this contact has settings other than the default. */
  hasOwnPolicy(contact: ContactId): boolean {
    return this.#own(contact, 'OTR/overridedefault', false);
  }

  /** Null: the default again. False: the contact is not in the buddy list. */
  setPolicyOf(contact: ContactId, policy: PolicyName | null): boolean {
    const choice = policy === null ? null : CHOICES[policy];
    return this.setChoiceOf(contact, choice, this.avoidsLogging(contact));
  }

  /** The same by boxes, together with whether private messages stay out of the logs. */
  setChoiceOf(contact: ContactId, choice: Choice | null, avoidsLogging: boolean): boolean {
    const set = (key: ContactSetting, value: boolean): boolean =>
      this.#contacts.setSetting(contact, key, value);
    if (choice === null) return set('OTR/overridedefault', false);
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

function isPolicy(word: string): word is PolicyName {
  return Object.hasOwn(CHOICES, word);
}
