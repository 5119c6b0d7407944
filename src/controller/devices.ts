// SPDX-License-Identifier: GPL-2.0-or-later
import type { InstanceRef } from '../session/events.js';

/** One of a contact's devices or programs. */
export interface Device {
  /** In the order in which they were met in this run, from 1 on. */
  readonly number: number;
  /** The network's name for it, chosen by the contact: on XMPP the resource. '' when there is none. */
  readonly name: string;
}

/** What is known of the devices behind a contact's sessions. */
export class Devices {
  readonly #known = new Map<string, Device>();
  #last = 0;

  of(session: InstanceRef): Device {
    const key = keyOf(session);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#last += 1;
    const device = { number: this.#last, name: '' };
    this.#known.set(key, device);
    return device;
  }

  /** Something authentic came in this session, from the device with this name. */
  heard(session: InstanceRef, name: string): void {
    this.#known.set(keyOf(session), { ...this.of(session), name });
  }

  /** Only these sessions are there any more. */
  keep(sessions: readonly InstanceRef[]): void {
    const present = new Set(sessions.map(keyOf));
    for (const key of this.#known.keys()) if (!present.has(key)) this.#known.delete(key);
  }
}

/** One string for a session's instance. */
export function keyOf({ version, theirTag }: InstanceRef): string {
  return `${version}/${theirTag}`;
}
