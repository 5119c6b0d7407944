// SPDX-License-Identifier: GPL-2.0-or-later
import type { AccountId, ContactId } from '../controller/contact-id.js';
import type { Account, AccountSetting, Contacts, ContactSetting } from '../controller/ports.js';
import type { Native } from './native.js';

/** Accounts and buddy list, on libpurple. */
export class PurpleContacts implements Contacts {
  readonly #native: Native;

  constructor(native: Native) {
    this.#native = native;
  }

  accounts(): readonly Account[] {
    return this.#native.accounts();
  }

  accountSetting({ protocol, username }: AccountId, key: AccountSetting): string {
    return this.#native.accountSetting(protocol, username, key);
  }

  setAccountSetting({ protocol, username }: AccountId, key: AccountSetting, value: string): void {
    this.#native.setAccountSetting(protocol, username, key, value);
  }

  nameOf({ protocol, username, who }: ContactId): string {
    return this.#native.contactName(protocol, username, who);
  }

  presence({ protocol, username, who }: ContactId): 'none' | 'online' | 'offline' {
    return this.#native.buddyState(protocol, username, who);
  }

  setting({ protocol, username, who }: ContactId, key: ContactSetting): boolean | null {
    return this.#native.buddySetting(protocol, username, who, key);
  }

  setSetting(
    { protocol, username, who }: ContactId,
    key: ContactSetting,
    value: boolean | null,
  ): boolean {
    return this.#native.setBuddySetting(protocol, username, who, { key, value });
  }
}
