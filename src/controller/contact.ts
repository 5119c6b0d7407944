// SPDX-License-Identifier: GPL-2.0-or-later
import type { CorrespondentApi } from '../session/api.js';
import type { NoticeCode } from '../session/events.js';
import type { ContactId } from './contact-id.js';
import { Devices } from './devices.js';
import { FloodGate, type Passage } from './flood-gate.js';
import type { LogMode } from './ports.js';

/** What a contact can make us say as often as they like. */
export type LineKind = NoticeCode | 'verification-ended';

/** One contact and what the person has been told and has decided about them, in this run. */
export class Contact {
  readonly id: ContactId;
  readonly correspondent: CorrespondentApi;

  readonly devices = new Devices();
  /** The session that was heard of last, and when: to see which one a message belongs to. */
  newest = '';
  /** Keys that the person goes on with although another one of this contact's is verified. */
  readonly accepted = new Set<string>();
  /**
   * Why nothing is sent although the engine would: the contact went offline in private, the account
   * signed off and took the session with it, or there was one in another plugin's place.
   */
  suspended: 'offline' | 'signed-off' | 'taken-over' | null = null;
  /** Whether messages wait for our key to be made. */
  waitsForKey = false;
  /** The person's own choice of logging, while ours holds instead. */
  ownLogging: boolean | null = null;
  /** What we have made of the log; null: nothing. */
  logMode: LogMode | null = null;
  /** Whether we have said to which device what is typed goes, and not only the last one to write. */
  isAddressed = false;
  /** Unreadable messages in a row, and whether those for another instance were mentioned. */
  unreadable = 0;
  toldOtherInstance = false;
  readonly #floodGates = new Map<LineKind, FloodGate>();
  /** How many messages in a row, with this key, spoke against what is known of its owner's program. */
  doubts = { fingerprint: '', count: 0 };
  /** What the bar was about that the person put off. */
  dismissed = '';
  /** Last decoration shown, to leave windows alone when nothing has changed. */
  shown = '';
  /** What calls the timer off, and when it is due. */
  timer: { readonly due: number; readonly cancel: () => void } | null = null;

  /** The key that the person was last warned of or told about. */
  toldNewKey = '';

  constructor(
    id: ContactId,
    create: (id: ContactId, accepted: ReadonlySet<string>) => CorrespondentApi,
  ) {
    this.id = id;
    this.correspondent = create(id, this.accepted);
  }

  /** The window came or went: it shows nothing of ours yet, and logs as the person has it by default. */
  windowChanged(): void {
    this.shown = '';
    this.forgetLog();
  }

  /** The log is the person's own again. */
  forgetLog(): void {
    this.ownLogging = null;
    this.logMode = null;
  }

  /** One more line of this kind is to be shown at `now`. */
  takeLine(kind: LineKind, now: number): Passage {
    const gate = this.#floodGates.get(kind) ?? new FloodGate();
    this.#floodGates.set(kind, gate);
    return gate.take(now);
  }

  /** Something authentic came: whoever went offline is back. */
  heard(): void {
    if (this.suspended === 'offline') this.suspended = null;
  }

  /** A session stands, or, refreshed, stands anew. */
  sessionBegan(isRefresh: boolean): void {
    if (!isRefresh) this.dismissed = '';
    this.suspended = null;
    this.unreadable = 0;
    this.toldOtherInstance = false;
  }

  /** Whether any of the sessions is encrypted. */
  isPrivate(): boolean {
    return this.correspondent.sessions().some(({ state }) => state === 'encrypted');
  }

  /** What was private is over without the person's will: nothing in clear before they have chosen. */
  get hasLost(): 'signed-off' | 'taken-over' | null {
    return this.suspended === 'offline' ? null : this.suspended;
  }

  /** Whether forgetting this contact would lose anything. */
  isIdle(): boolean {
    const { correspondent } = this;
    const quiet = this.suspended === null && !this.waitsForKey && this.ownLogging === null;
    return quiet && !correspondent.isProtected() && correspondent.nextDeadline() === null;
  }
}
