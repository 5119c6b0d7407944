// SPDX-License-Identifier: GPL-2.0-or-later
import type { Contact } from './contact.js';
import type { Ports } from './ports.js';

/**
 * libpurple tells every program on the session bus what is said. As long as any conversation is
 * private it leaves the bus, if that is what the person wants.
 */
export class BusSilence {
  readonly #ports: Ports;
  readonly #private = new Set<Contact>();
  #isSilent = false;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** A contact may have become private, or not be so any more. */
  note(contact: Contact): void {
    if (contact.isPrivate()) this.#private.add(contact);
    else this.#private.delete(contact);
    this.settle();
  }

  /** What is true now, and what the person wants now. */
  settle(): void {
    const isSilent = this.#private.size > 0 && this.#ports.preferences.get('silent_bus');
    if (isSilent === this.#isSilent) return;
    this.#isSilent = isSilent;
    if (isSilent) this.#ports.sessionBus.leave();
    else this.#ports.sessionBus.join();
  }
}
