// SPDX-License-Identifier: GPL-2.0-or-later
import type { OpenSmpRun, SessionInfo } from '../../session/events.js';
import type { Contact } from '../contact.js';
import { contactKey, type ContactId } from '../contact-id.js';
import { decorate } from '../decorate.js';
import { _ } from '../language.js';
import { shownName } from '../names.js';
import { hasRoom } from '../notices.js';
import type { Performer } from '../perform.js';
import type { Services } from '../services.js';
import type { VerifiedBy } from '../trust-book.js';
import { AnswerWindow } from './answer-window.js';
import { AskWindow } from './ask-window.js';
import type { SmpEvent, VerifyHost } from './host.js';
import type { Method } from './methods.js';
import { endingText, isAlarming } from './outcome-texts.js';
import { Pauses } from './pauses.js';
import type { Over } from './run-items.js';
import { askedLine, queuedText, startedLine } from './step-texts.js';

/** Verifying who a contact is: its windows, and what comparisons of secrets come to. */
export class Verification implements VerifyHost {
  readonly services: Services;
  readonly performer: Performer;
  readonly pauses: Pauses;
  readonly #asking = new Map<string, AskWindow>();
  readonly #answering = new Map<string, AnswerWindow>();
  /** Comparisons that our person stopped. */
  readonly #stopped = new Set<number>();

  constructor(services: Services, performer: Performer) {
    this.services = services;
    this.performer = performer;
    this.pauses = new Pauses(services);
    performer.watch({
      smp: (contact, event) => {
        this.#news(contact, event);
      },
      settled: (contact) => {
        this.#refresh(contact.id);
      },
    });
  }

  /** Opens the window for the present session. Null, or why there is nothing to verify. */
  open(id: ContactId, method: Method | null = null, question = ''): string | null {
    const session = this.current(id);
    if (session === null) return nothingToVerify(this.#name(id));
    const key = contactKey(id);
    const known = this.#asking.get(key);
    const isSame = known?.isOpen === true && known.session.fingerprint === session.fingerprint;
    if (!isSame) known?.close();
    const window = isSame ? known : new AskWindow(this, id, session);
    this.#asking.set(key, window);
    if (!isSame) this.#goOn(window);
    return window.show(method, question) ? null : noWindows();
  }

  /** The session that is on the screen; null: no key of the contact's is known in this run. */
  current(id: ContactId): SessionInfo | null {
    const session = this.services.roster.find(id)?.correspondent.current() ?? null;
    return session === null || session.fingerprint === '' ? null : session;
  }

  decide(id: ContactId, fingerprint: string, by: VerifiedBy | null): string | null {
    const { lines, roster, trust } = this.services;
    const name = this.#name(id);
    const now = this.current(id)?.fingerprint;
    if (now !== undefined && now !== fingerprint)
      return _(
        'Nothing was changed: %{name} has meanwhile begun to use another key than the one you compared. Open the window again to see it.',
        { name },
      );
    if (!trust.setVerified(id, fingerprint, by))
      return _('Nothing was changed: the name of %{name} cannot be filed.', { name });
    lines.tell(id, decisionText(name, by !== null));
    const contact = roster.find(id);
    if (contact === null) decorate(this.services, id);
    else this.performer.settle(contact);
    return null;
  }

  /** Asks at once, without a window. Null, or why not. */
  ask(id: ContactId, secret: string, question: string | null): string | null {
    const session = this.current(id);
    if (session === null) return nothingToVerify(this.#name(id));
    if (this.pauses.minutesLeft(id, session.fingerprint) > 0) return this.open(id, 'compare');
    const contact = this.services.roster.get(id);
    this.performer.perform(contact, contact.correspondent.smpStart(session, secret, question));
    return null;
  }

  /** What the contact wants answered; null: nothing. */
  pending(id: ContactId): OpenSmpRun | null {
    const runs = this.services.roster.find(id)?.correspondent.smpRuns() ?? [];
    return runs.find(({ waitsFor }) => waitsFor === 'our-answer') ?? null;
  }

  /** Answers what the contact asked; without words, in the window. Null, or why not. */
  answer(id: ContactId, typed: string): string | null {
    const run = this.pending(id);
    if (run === null) return _('%{name} has not asked you anything.', { name: this.#name(id) });
    const window = this.#answerWindow(id, run);
    if (typed === '' || this.pauses.minutesLeft(id, run.session.fingerprint) > 0)
      return window.show() ? null : noWindows();
    return window.answer(typed) || null;
  }

  /** Stops everything that is under way. Null, or that there is nothing. */
  abort(id: ContactId): string | null {
    const runs = this.services.roster.find(id)?.correspondent.smpRuns() ?? [];
    for (const { id: run } of runs) this.stop(id, run);
    return runs.length > 0
      ? null
      : _('No verification of %{name} is under way.', { name: this.#name(id) });
  }

  stop(id: ContactId, run: number): void {
    const contact = this.services.roster.find(id);
    if (contact === null) return;
    for (const open of contact.correspondent.smpRuns()) this.#stopped.add(open.id);
    this.performer.perform(contact, contact.correspondent.smpAbort(run));
  }

  #news(contact: Contact, event: SmpEvent): void {
    const { id } = contact;
    const { outcome, run } = event;
    this.#line(contact, event);
    if (outcome === 'asked') {
      contact.dismissed = '';
      this.#answerWindow(id, run).asked(run);
      return;
    }
    const ending = this.#ending(contact, event);
    if (run.weAsked) this.#asking.get(contactKey(id))?.news(event, ending);
    else this.#answerWindow(id, run).news(event, ending, this.#offersReturn(contact, event));
  }

  /** What happens is said in the conversation, whether a window is there or not. */
  #line({ id }: Contact, { outcome, run }: SmpEvent): void {
    const { lines } = this.services;
    const name = this.#name(id);
    if (outcome === 'asked') lines.tell(id, askedLine(run, name));
    if (outcome === 'queued') lines.tell(id, queuedText(name));
    if (outcome === 'progress' && this.#isFirst(run.id) && run.weAsked)
      lines.tell(id, startedLine(run, name));
  }

  /** Carries out how a comparison ended; null: it has not. */
  #ending(contact: Contact, { outcome, run }: SmpEvent): Over | null {
    if (outcome === 'asked' || outcome === 'queued' || outcome === 'progress') return null;
    const { id } = contact;
    const { trust } = this.services;
    const { fingerprint } = run.session;
    this.#begun.delete(run.id);
    // Who answers a question has proved something; who asked, or shares a secret, has learnt it.
    if (outcome === 'success' && (run.weAsked || !run.withQuestion))
      trust.setVerified(id, fingerprint, run.withQuestion ? 'question' : 'secret');
    const alarming = isAlarming(outcome);
    const failures = alarming ? this.pauses.failed(id, fingerprint) : 0;
    const text = endingText({
      outcome,
      run,
      name: this.#name(id),
      byUs: this.#stopped.delete(run.id),
      failures,
      trusted: trust.isTrusted(id, fingerprint),
    });
    this.#tellEnding(contact, text, alarming);
    const sign = outcome === 'success' ? 'success' : alarming ? 'warning' : null;
    return { kind: 'over', text, sign };
  }

  /** A contact can begin and break off without end. */
  #tellEnding(contact: Contact, text: string, alarming: boolean): void {
    if (hasRoom(this.services, contact, 'verification-ended'))
      this.services.lines.tell(contact.id, text, alarming ? 'loud' : 'quiet');
  }

  /** Runs whose beginning was told. */
  readonly #begun = new Set<number>();

  #isFirst(run: number): boolean {
    const isFirst = !this.#begun.has(run);
    this.#begun.add(run);
    return isFirst;
  }

  #offersReturn(contact: Contact, { outcome, run }: SmpEvent): boolean {
    const { fingerprint } = run.session;
    const offers = outcome === 'success' && !this.services.trust.isTrusted(contact.id, fingerprint);
    if (offers) contact.dismissed = '';
    return offers;
  }

  #answerWindow(id: ContactId, run: OpenSmpRun | SmpEvent['run']): AnswerWindow {
    const { version, theirTag } = run.session;
    const key = `${contactKey(id)}\0${version} ${theirTag}`;
    const known = this.#answering.get(key);
    if (known !== undefined) return known;
    const window = new AnswerWindow(this, id, run, () => {
      this.open(id, 'question');
    });
    this.#answering.set(key, window);
    return window;
  }

  /** A window that opens while a comparison of ours runs shows that. */
  #goOn(window: AskWindow): void {
    const runs = this.services.roster.find(window.id)?.correspondent.smpRuns() ?? [];
    const run = runs.find(
      ({ weAsked, session }) => weAsked && session.fingerprint === window.session.fingerprint,
    );
    if (run === undefined) return;
    const outcome = run.waitsFor === 'their-request' ? 'queued' : 'progress';
    window.news({ kind: 'smp', outcome, run }, null);
  }

  #refresh(id: ContactId): void {
    const key = contactKey(id);
    this.#asking.get(key)?.refresh();
    for (const window of this.#answering.values())
      if (contactKey(window.id) === key) window.refresh();
  }

  #name(id: ContactId): string {
    return shownName(this.services.ports.contacts, id);
  }
}

export function nothingToVerify(name: string): string {
  return _(
    'There is no key of %{name} to verify yet. Start a private conversation first (/otr start).',
    { name },
  );
}

function noWindows(): string {
  return _(
    'No windows can be opened here. Use /otr fingerprint and /otr verify with the fingerprint you were given, /otr secret with the secret, or /otr question with the question in quotation marks and the answer.',
  );
}

function decisionText(name: string, verified: boolean): string {
  return verified
    ? _('You have verified the identity of %{name}. The conversation is private.', { name })
    : _('The identity of %{name} is not verified.', { name });
}
