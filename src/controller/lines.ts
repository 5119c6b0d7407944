// SPDX-License-Identifier: GPL-2.0-or-later
import { contactKey, type ContactId } from './contact-id.js';
import { escapeHtml } from './html.js';
import { _ } from './language.js';
import { OWN_MARK } from './own-mark.js';
import type { Messages } from './ports.js';

export type Tone = 'quiet' | 'loud';

interface Line {
  readonly text: string;
  readonly tone: Tone;
}

/** Lines kept for a window that is not open, per contact, and contacts for whom any are kept. */
const KEPT_LINES = 8;
const KEPT_CONTACTS = 100;

/**
 * Our own lines in conversations. Internal traffic never opens a window (safety.md §2): what must be
 * known is told when the person opens it.
 */
export class Lines {
  readonly #messages: Messages;
  readonly #kept = new Map<string, Line[]>();

  constructor(messages: Messages) {
    this.#messages = messages;
  }

  /** One line of plain text, if a window is there to take it. */
  say(contact: ContactId, text: string, tone: Tone = 'quiet'): boolean {
    const html = `${OWN_MARK} ${escapeHtml(text).replaceAll('\n', '<br>')}`;
    return this.#messages.writeLine(contact, html, tone);
  }

  /** Text (HTML) of the person's that has not left yet. It may be private: lines are not logged. */
  showWaiting(contact: ContactId, html: string): void {
    const waiting = escapeHtml(`${OWN_MARK} ${_('Not sent yet, waiting:')}`);
    this.#messages.writeLine(contact, `${waiting} ${html}`, 'quiet');
  }

  /** A line that is kept, when there is no window, until there is one. */
  tell(contact: ContactId, text: string, tone: Tone = 'quiet'): void {
    if (this.say(contact, text, tone)) return;
    const key = contactKey(contact);
    const lines = this.#kept.get(key) ?? [];
    lines.push({ text, tone });
    this.#kept.delete(key);
    this.#kept.set(key, lines.slice(-KEPT_LINES));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT_CONTACTS && oldest !== undefined) this.#kept.delete(oldest);
  }

  /** The window is there now. */
  opened(contact: ContactId): void {
    const key = contactKey(contact);
    const lines = this.#kept.get(key) ?? [];
    this.#kept.delete(key);
    for (const { text, tone } of lines) this.say(contact, text, tone);
  }
}
