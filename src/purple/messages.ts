// SPDX-License-Identifier: GPL-2.0-or-later
import type { ContactId } from '../controller/contact-id.js';
import type { LogMode, Messages, Protection } from '../controller/ports.js';
import type { Native } from './native.js';

/** Messages and conversation windows, on libpurple. */
export class PurpleMessages implements Messages {
  readonly #native: Native;

  constructor(native: Native) {
    this.#native = native;
  }

  inject({ protocol, username, who }: ContactId, packet: string): boolean {
    return this.#native.inject(protocol, username, who, packet);
  }

  deliver({ protocol, username, who }: ContactId, html: string): boolean {
    return this.#native.deliver(protocol, username, who, html);
  }

  writeLine({ protocol, username, who }: ContactId, html: string, tone: 'quiet' | 'loud'): boolean {
    const line = { html, error: tone === 'loud', create: false };
    return this.#native.writeLine(protocol, username, who, line);
  }

  writeSent({ protocol, username, who }: ContactId, html: string): boolean {
    return this.#native.writeSent(protocol, username, who, html);
  }

  giveBack({ protocol, username, who }: ContactId, html: string): boolean {
    return this.#native.returnText(protocol, username, who, html);
  }

  windows(): readonly ContactId[] {
    return this.#native.conversations().map(([protocol, username, who]) => ({
      protocol,
      username,
      who: this.#native.normalize(protocol, username, who),
    }));
  }

  openWindow({ protocol, username, who }: ContactId): boolean {
    return this.#native.openConversation(protocol, username, who);
  }

  hasWindow({ protocol, username, who }: ContactId): boolean {
    return this.#native.hasConversation(protocol, username, who);
  }

  address({ protocol, username, who }: ContactId, device: string): boolean {
    return this.#native.addressConversation(protocol, username, who, `${who}/${device}`);
  }

  isLogging({ protocol, username, who }: ContactId): boolean {
    return this.#native.isLogging(protocol, username, who);
  }

  setLogging({ protocol, username, who }: ContactId, mode: LogMode): boolean {
    return this.#native.setLogging(protocol, username, who, mode);
  }

  protect({ protocol, username, who }: ContactId, protection: Protection): void {
    this.#native.protect(protocol, username, who, protection);
  }
}
