// SPDX-License-Identifier: GPL-2.0-or-later
import type { Dialogs, Question } from '../controller/ports.js';
import type { Native } from './native.js';

/** Windows by libpurple's request and notify APIs: Pidgin and Finch alike. */
export class PurpleDialogs implements Dialogs {
  readonly #native: Native;
  readonly #open = new Map<number, (action: number) => void>();

  constructor(native: Native) {
    this.#native = native;
  }

  ask(question: Question, answered: (action: number) => void): (() => void) | null {
    const { contact, ...rest } = question;
    const request = this.#native.request({
      ...rest,
      fields: [],
      contact: contact === null ? null : [contact.protocol, contact.username, contact.who],
    });
    if (request === 0) return null;
    this.#open.set(request, answered);
    return () => {
      if (this.#open.delete(request)) this.#native.closeRequest(request);
    };
  }

  /** The bridge's answer; one that was closed meanwhile is not heard any more. */
  answered(request: number, action: number): void {
    const answered = this.#open.get(request);
    this.#open.delete(request);
    answered?.(action);
  }

  closeAll(): void {
    for (const request of this.#open.keys()) this.#native.closeRequest(request);
    this.#open.clear();
  }

  notify(kind: 'info' | 'error', title: string, text: string): void {
    this.#native.notify(kind, title, title, text);
  }
}
