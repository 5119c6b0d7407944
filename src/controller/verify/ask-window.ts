// SPDX-License-Identifier: GPL-2.0-or-later
import type { SessionInfo } from '../../session/events.js';
import type { ContactId } from '../contact-id.js';
import { _ } from '../language.js';
import type { WindowModel } from '../models.js';
import { accountName, shownName } from '../names.js';
import type { OpenWindow } from '../ports.js';
import { obstacleOf } from './obstacles.js';
import { chooseModel, type Choosing, nameModel } from './ask-model.js';
import { judge } from './given-fingerprint.js';
import type { SmpEvent, VerifyHost } from './host.js';
import { keyUri, qrRows } from './key-uri.js';
import { type Comparison, type Entered, METHODS, type Method } from './methods.js';
import type { Over, Waiting } from './run-items.js';
import { PATIENCE_MS } from './run-items.js';
import { questionProblem, secretText } from './secret-text.js';
import { queuedText } from './step-texts.js';

type Secrets = Readonly<Record<string, string>>;
type Phase = { readonly kind: 'choose' } | Waiting | Over;

/**
 * The person wants to know who the contact is: three methods, one window. It is about the key that
 * was on the screen when it opened, whatever key answers later.
 */
export class AskWindow {
  readonly id: ContactId;
  readonly session: SessionInfo;
  readonly #host: VerifyHost;
  #method: Method;
  #entered: Entered = { question: '', given: '', problems: {} };
  #showsCode = false;
  #phase: Phase = { kind: 'choose' };
  #window: OpenWindow | null = null;
  #shown = '';
  #patience: (() => void) | null = null;

  constructor(host: VerifyHost, id: ContactId, session: SessionInfo) {
    this.#host = host;
    this.id = id;
    this.session = session;
    this.#method = METHODS[0];
  }

  get isOpen(): boolean {
    return this.#window !== null;
  }

  /** Opens it, or brings it to the front. False: there are no such windows here. */
  show(method: Method | null, question = ''): boolean {
    if (this.#phase.kind === 'over') this.#phase = { kind: 'choose' };
    if (method !== null) this.#method = method;
    if (question !== '') this.#entered = { ...this.#entered, question };
    if (this.#window !== null) {
      this.refresh();
      return this.#window.present();
    }
    const events = {
      used: (item: string, value: string): void => {
        this.#used(item, value);
      },
      pressed: (button: string, secrets: Secrets): void => {
        this.#pressed(button, secrets);
      },
      closed: (): void => {
        this.#window = null;
      },
    };
    const model = this.#model();
    this.#window = this.#host.services.ports.windows.open(model, events);
    this.#shown = JSON.stringify(model);
    return this.#window !== null;
  }

  /** Something that the window shows may have changed. */
  refresh(): void {
    const model = this.#model();
    const shown = JSON.stringify(model);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#window?.update(model);
  }

  /** A comparison that we asked for goes on; `ending` is how it ended, '' while it has not. */
  news({ outcome, run }: SmpEvent, ending: Over | null): void {
    this.#endPatience();
    if (ending !== null) this.#phase = ending;
    else if (outcome === 'queued') this.#wait(run.id, 5, queuedText(this.#name()));
    else if (this.#phase.kind === 'waiting' && this.#phase.percent >= 10)
      this.#wait(run.id, 60, _('The answer is here. Comparing…'));
    else this.#wait(run.id, 10, _('Waiting for %{name}…', { name: this.#name() }));
    this.refresh();
  }

  close(): void {
    this.#endPatience();
    this.#window?.close();
    this.#window = null;
  }

  #wait(run: number, percent: number, text: string): void {
    this.#phase = { kind: 'waiting', run, percent, text, advice: '' };
    this.#patience = this.#host.services.ports.clock.after(PATIENCE_MS, () => {
      if (this.#phase.kind !== 'waiting') return;
      const advice = _(
        'This takes long. %{name} may be away, or use a program that does not support this: you can stop, and compare fingerprints instead.',
        { name: this.#name() },
      );
      this.#phase = { ...this.#phase, advice };
      this.refresh();
    });
  }

  #endPatience(): void {
    this.#patience?.();
    this.#patience = null;
  }

  #used(item: string, value: string): void {
    if (item === 'method') this.#method = METHODS.find((known) => known === value) ?? this.#method;
    if (item === 'question' || item === 'given')
      this.#entered = { ...this.#entered, [item]: value };
    if (item === 'code') this.#showsCode = true;
    // What was wrong is being mended.
    this.#entered = { ...this.#entered, problems: {} };
    this.refresh();
  }

  #pressed(button: string, secrets: Secrets): void {
    if (button === 'stop' && this.#phase.kind === 'waiting')
      this.#host.stop(this.id, this.#phase.run);
    if (button === 'again') this.#phase = { kind: 'choose' };
    if (button === 'withdraw') this.#decide(null);
    if (button === 'go') {
      if (this.#method === 'compare') this.#decide('fingerprint');
      else
        this.#start(this.#method, secrets[this.#method === 'question' ? 'answer' : 'secret'] ?? '');
    }
    this.refresh();
  }

  /** "Nothing takes effect before the button is pressed." */
  #decide(by: 'fingerprint' | null): void {
    const problem = this.#host.decide(this.id, this.session.fingerprint, by);
    if (problem === null) this.close();
    else this.#phase = { kind: 'over', text: problem, sign: 'warning' };
  }

  #start(method: 'question' | 'secret', typed: string): void {
    const question = method === 'question' ? this.#entered.question.trim() : null;
    const checked = secretText(typed);
    const problems = {
      ...('problem' in checked
        ? { [method === 'question' ? 'answer' : 'secret']: checked.problem }
        : {}),
      ...(question === null ? {} : { question: questionProblem(question, typed) }),
    };
    this.#entered = { ...this.#entered, problems };
    if (Object.values(problems).some((problem) => problem !== '') || !('secret' in checked)) return;
    const contact = this.#host.services.roster.get(this.id);
    const events = contact.correspondent.smpStart(this.session, checked.secret, question);
    this.#host.performer.perform(contact, events);
  }

  #model(): WindowModel {
    const name = this.#name();
    if (this.#phase.kind !== 'choose') return nameModel(name, this.#phase);
    return chooseModel(this.#choosing(name));
  }

  #choosing(name: string): Choosing {
    const { services, pauses } = this.#host;
    const { fingerprint } = this.session;
    const obstacle = obstacleOf(services, this.id, this.session);
    return {
      method: this.#method,
      entered: this.#entered,
      comparison: this.#comparison(name),
      record: services.trust.recordOf(this.id, fingerprint),
      obstacle,
      minutesLeft: pauses.minutesLeft(this.id, fingerprint),
    };
  }

  #comparison(name: string): Comparison {
    const { ports, keys, trust } = this.#host.services;
    const { fingerprint } = this.session;
    const own = keys.of(this.id);
    const ours = own.state === 'ready' ? own.fingerprint : '';
    const uri = ours === '' ? null : keyUri(this.id, ours);
    return {
      name,
      who: this.id.who,
      account: accountName(ports.contacts, this.id),
      own: ours,
      theirs: fingerprint,
      verdict: judge(this.#entered.given, fingerprint, ours),
      trusted: trust.isTrusted(this.id, fingerprint),
      code: uri === null ? null : { uri, rows: this.#showsCode ? qrRows(uri) : null },
    };
  }

  #name(): string {
    return shownName(this.#host.services.ports.contacts, this.id);
  }
}
