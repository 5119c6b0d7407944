// SPDX-License-Identifier: GPL-2.0-or-later
import type { SmpRunInfo } from '../../session/events.js';
import { RateLimit } from '../../session/limits.js';
import type { ContactId } from '../contact-id.js';
import { _, counted } from '../language.js';
import type { FormItem, WindowModel } from '../models.js';
import { accountName, shownName } from '../names.js';
import type { OpenWindow } from '../ports.js';
import type { SmpEvent, VerifyHost } from './host.js';
import { type Over, overItems, stopButton, type Waiting, waitingItems } from './run-items.js';
import { secretText } from './secret-text.js';
import { shownQuestion } from './step-texts.js';

type Phase = { readonly kind: 'asked'; readonly problem: string } | Waiting | Over;

/** Whoever puts a request off is left in peace by windows for so long. */
const PEACE_MS = 60_000;
/** Windows that open by themselves, in a minute at most: a program can ask faster than a person closes. */
const MOST_WINDOWS = 6;

/** The contact wants to know who we are. One window for each of their sessions, one request at a time. */
export class AnswerWindow {
  readonly id: ContactId;
  readonly #host: VerifyHost;
  /** Opens our own verification of the contact. */
  readonly #askBack: () => void;
  #run: SmpRunInfo;
  #phase: Phase = { kind: 'asked', problem: '' };
  #window: OpenWindow | null = null;
  #peaceUntil = 0;
  readonly #openings = new RateLimit(MOST_WINDOWS, 60_000);
  /** Whether the open window came by itself. */
  #unasked = false;
  /** Whether the contact now deserves a question of ours. */
  #offersReturn = false;

  constructor(host: VerifyHost, id: ContactId, run: SmpRunInfo, askBack: () => void) {
    this.#host = host;
    this.id = id;
    this.#run = run;
    this.#askBack = askBack;
  }

  /** A request has come. The window does not take the focus, nor come again and again. */
  asked(run: SmpRunInfo): void {
    this.#run = run;
    this.#phase = { kind: 'asked', problem: '' };
    this.#offersReturn = false;
    const now = this.#host.services.ports.clock.now();
    if (this.#window !== null) this.refresh();
    else if (now >= this.#peaceUntil && this.#openings.take(now)) this.#open(true);
  }

  /** The person wants to see it. False: there are no such windows here. */
  show(): boolean {
    if (this.#window === null) this.#open(false);
    return this.#window?.present() === true;
  }

  news({ outcome, run }: SmpEvent, ending: Over | null, offersReturn: boolean): void {
    this.#run = run;
    this.#offersReturn = offersReturn;
    if (ending !== null) this.#phase = ending;
    else if (outcome === 'progress')
      this.#phase = {
        kind: 'waiting',
        run: run.id,
        percent: 50,
        text: _('Comparing your answer…'),
        advice: '',
      };
    this.refresh();
  }

  /** Answers with what was typed. '' or what is wrong with it. */
  answer(typed: string): string {
    const checked = secretText(typed);
    if ('problem' in checked) return checked.problem;
    const contact = this.#host.services.roster.get(this.id);
    const events = contact.correspondent.smpAnswer(this.#run.id, checked.secret);
    this.#host.performer.perform(contact, events);
    return '';
  }

  refresh(): void {
    this.#window?.update(this.#model());
  }

  close(): void {
    this.#window?.close();
    this.#window = null;
  }

  #open(unasked: boolean): void {
    const { windows, clock } = this.#host.services.ports;
    this.#unasked = unasked;
    this.#window = windows.open(this.#model(), {
      used: () => {
        this.#mend();
      },
      pressed: (button, secrets) => {
        this.#pressed(button, secrets['answer'] ?? '');
      },
      closed: () => {
        this.#window = null;
        if (this.#phase.kind === 'asked') this.#peaceUntil = clock.now() + PEACE_MS;
      },
    });
  }

  /** What was wrong is being mended. */
  #mend(): void {
    if (this.#phase.kind !== 'asked' || this.#phase.problem === '') return;
    this.#phase = { kind: 'asked', problem: '' };
    this.refresh();
  }

  #pressed(button: string, typed: string): void {
    switch (button) {
      case 'answer': {
        const problem = this.answer(typed);
        if (problem === '' || this.#phase.kind !== 'asked') return;
        this.#phase = { kind: 'asked', problem };
        this.refresh();
        return;
      }
      case 'refuse':
        this.#host.stop(this.id, this.#run.id);
        this.close();
        return;
      case 'stop':
        this.#host.stop(this.id, this.#run.id);
        return;
      case 'return':
        this.close();
        this.#askBack();
    }
  }

  #model(): WindowModel {
    const { ports, trust } = this.#host.services;
    const name = shownName(ports.contacts, this.id);
    const title = _('%{name} wants to verify you', { name });
    const common = { title, close: _('_Close'), preset: '', unasked: this.#unasked };
    const phase = this.#phase;
    if (phase.kind === 'waiting')
      return { ...common, items: waitingItems(phase), buttons: [stopButton()] };
    if (phase.kind === 'over') {
      const back = { id: 'return', label: _('_Ask back…'), sensitive: true };
      return { ...common, items: overItems(phase), buttons: this.#offersReturn ? [back] : [] };
    }
    const { fingerprint } = this.#run.session;
    const minutesLeft = this.#host.pauses.minutesLeft(this.id, fingerprint);
    const failures = trust.recordOf(this.id, fingerprint).failures ?? 0;
    return {
      ...common,
      items: [...this.#askedItems(name, phase.problem), ...warningItems(failures, minutesLeft)],
      buttons: [
        { id: 'refuse', label: _('_Refuse'), sensitive: true },
        { id: 'answer', label: _('_Answer'), sensitive: minutesLeft === 0 },
      ],
      close: _('_Later'),
      preset: 'answer',
    };
  }

  #askedItems(name: string, problem: string): readonly FormItem[] {
    const account = accountName(this.#host.services.ports.contacts, this.id);
    const { who } = this.id;
    const { question } = this.#run;
    const intro =
      question === null
        ? _(
            '%{name} (%{who}) wants to compare a secret that you both know, with your account %{account}. It is compared without being sent.',
            { name, who, account },
          )
        : _(
            '%{name} (%{who}) wants to be sure that it is you, and asks your account %{account} a question. Your answer is compared without being sent.',
            { name, who, account },
          );
    const label = question === null ? _('_Secret:') : _('Your a_nswer:');
    return [
      { kind: 'explanation', label: intro },
      ...(question === null ? [] : [{ kind: 'label', label: shownQuestion(question) } as const]),
      { kind: 'secret', id: 'answer', label, problem },
      {
        kind: 'explanation',
        label: _(
          'Capital letters, accents and spaces count. Never type the answer in a chat. If this comes unexpectedly, choose Later and ask in another way.',
        ),
      },
    ];
  }
}

function warningItems(failures: number, minutesLeft: number): readonly FormItem[] {
  if (failures === 0) return [];
  const past = counted(
    '%{count} comparison with this key has failed.',
    '%{count} comparisons with this key have failed in a row.',
    failures,
  );
  const now =
    minutesLeft === 0
      ? ''
      : counted(
          'To make guessing hard, you can answer in %{count} minute.',
          'To make guessing hard, you can answer in %{count} minutes.',
          minutesLeft,
        );
  return [{ kind: 'explanation', label: `${past} ${now}`.trim(), sign: 'warning' }];
}
