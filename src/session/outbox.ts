// SPDX-License-Identifier: GPL-2.0-or-later
import { MAX_KEPT, RESEND_WINDOW } from './limits.js';

/** Text of the person's that waits for a session. */
export interface Kept {
  readonly text: string;
  /** When it goes back to the person if there is no session by then; null: never by itself. */
  readonly until: number | null;
}

/** Text that was encrypted, and for whom. */
interface Sent {
  readonly text: string;
  readonly fingerprint: string;
  readonly at: number;
  /** The peer has said since that it could not read something. */
  readonly reported: boolean;
}

/** What the person wrote and the contact has not, or may not have, read: in order. */
export class Outbox {
  #kept: Kept[] = [];
  #last: Sent | null = null;
  /** The key that kept text is meant for; null while no session has been. */
  meantFor: string | null = null;

  get isEmpty(): boolean {
    return this.#kept.length === 0;
  }

  /** False: too many wait already. */
  keep(kept: Kept): boolean {
    if (this.#kept.length >= MAX_KEPT) return false;
    this.#kept.push(kept);
    return true;
  }

  /** Everything that was kept, in order; the outbox is empty afterwards. */
  takeAll(): readonly Kept[] {
    const all = this.#kept;
    this.#kept = [];
    return all;
  }

  /** Everything, from the first text on that has waited too long: order is never broken. */
  takeExpired(now: number): readonly Kept[] {
    const expired = this.#kept.some(({ until }) => until !== null && until <= now);
    return expired ? this.takeAll() : [];
  }

  nextDeadline(): number | null {
    const times = this.#kept.flatMap(({ until }) => (until === null ? [] : [until]));
    return times.length === 0 ? null : Math.min(...times);
  }

  remember(text: string, fingerprint: string, at: number): void {
    this.#last = { text, fingerprint, at, reported: false };
  }

  /** The peer reports an error: what was sent last may have been lost. */
  report(now: number): void {
    if (this.#last !== null && now - this.#last.at < RESEND_WINDOW)
      this.#last = { ...this.#last, reported: true };
  }

  /** What to send again in a session that has just begun: once. */
  takeReported(now: number): { readonly text: string; readonly fingerprint: string } | null {
    const last = this.#last;
    if (last?.reported !== true) return null;
    this.#last = null;
    return now - last.at < RESEND_WINDOW ? last : null;
  }

  forgetSent(): void {
    this.#last = null;
  }
}
