// SPDX-License-Identifier: GPL-2.0-or-later
import { _ } from '../controller/language.js';
import type { WindowModel } from '../controller/models.js';
import type { OpenWindow, WindowEvents } from '../controller/ports.js';
import { withoutMnemonic } from './captions.js';
import type { Native, NativeField } from './native.js';
import { type Choice, requestForm, type RequestForm, type Ways } from './request-form.js';

/** Buttons of a request without fields, beside the one that closes. */
const MOST_BUTTONS = 5;

type Values = Readonly<Record<string, string>>;

interface Content {
  readonly model: WindowModel;
  readonly events: WindowEvents;
}

/** What one request asks: for a way or page, for what stands in fields, or what is to be done. */
type Question =
  | { readonly kind: 'ways'; readonly ways: Ways }
  | { readonly kind: 'fields' }
  | { readonly kind: 'choices'; readonly shown: readonly (Choice | null)[] };

/**
 * One window as a sequence of requests: what cannot change while a request is open is asked again.
 * Closed by the controller or the person, it asks no more.
 */
export class RequestWindow implements OpenWindow {
  readonly #native: Native;
  readonly #all: Map<number, RequestWindow>;
  readonly #events: WindowEvents;
  readonly #fronts = new Map<string, string>();
  #model: WindowModel;
  #request = 0;
  #form: RequestForm = { text: '', ways: null, pages: [], fields: [], choices: [] };
  #question: Question = { kind: 'fields' };
  /** What was typed masked, while the person decides what to do with it. */
  #secrets: Values | null = null;
  /** What was typed masked, while there is a field for it: it is not to be typed again after a mistake. */
  #typed: Values = {};
  /** The first of many choices that the buttons show. */
  #firstChoice = 0;
  /** What the open request shows, to leave it alone when nothing has changed. */
  #shown = '';
  #isBusy = false;
  #isOver = false;

  /** `all`: where an open request is found by its number. */
  constructor(native: Native, all: Map<number, RequestWindow>, { model, events }: Content) {
    this.#native = native;
    this.#all = all;
    this.#model = model;
    this.#events = events;
  }

  update(model: WindowModel): void {
    this.#model = model;
    if (this.#request !== 0 && !this.#isBusy) this.#ask();
  }

  present(): boolean {
    if (!this.#isOver && !this.#isBusy) this.#ask();
    return this.#request !== 0 || this.#isBusy;
  }

  close(): void {
    this.#isOver = true;
    this.#secrets = null;
    this.#typed = {};
    this.#withdraw();
  }

  /** `action`: 0 for OK, or the number of a button where there are no fields; the last one closes. */
  answered(action: number, values: Values): void {
    this.#all.delete(this.#request);
    this.#request = 0;
    if (action < 0 || action >= this.#labels().length) {
      this.close();
      this.#events.closed();
      return;
    }
    this.#isBusy = true;
    this.#take(action, values);
    this.#isBusy = false;
    if (!this.#isOver) this.#ask();
  }

  #take(action: number, values: Values): void {
    const question = this.#question;
    switch (question.kind) {
      case 'ways':
        this.#turnTo(question.ways, action);
        return;
      case 'fields':
        this.#filled(values);
        return;
      case 'choices': {
        const choice = question.shown[action];
        if (choice === null) this.#firstChoice += MOST_BUTTONS - 1;
        else this.#carryOut(choice, this.#secrets ?? {});
      }
    }
  }

  #turnTo({ id, chosen, parts }: Ways, at: number): void {
    const part = parts[at];
    if (part === undefined) return;
    this.#fronts.set(id, part.id);
    if (part.id !== chosen) this.#events.used(id, part.id);
  }

  /** Reports what was changed; then does the one thing to do, or asks what. */
  #filled(values: Values): void {
    const { fields, choices } = this.#form;
    for (const { native, before, read } of fields) {
      const answer = values[native.id];
      const isSecret = native.kind === 'string' && native.masked;
      if (answer !== undefined && read(answer) !== before)
        this.#events.used(native.id, isSecret ? '1' : read(answer));
    }
    this.#typed = this.#masked(values);
    if (this.#isPlain()) this.#carryOut(choices[0], this.#typed);
    else this.#secrets = this.#typed;
  }

  /** Whether there is one thing to do, whatever is filled in: buttons among fields come and go with it. */
  #isPlain(): boolean {
    const { choices } = this.#form;
    return choices.length < 2 && choices[0]?.inside !== true;
  }

  #carryOut(choice: Choice | undefined, secrets: Values): void {
    this.#secrets = null;
    this.#firstChoice = 0;
    for (const id of this.#form.pages) this.#fronts.delete(id);
    if (choice === undefined || this.#isOver) return;
    if (choice.inside) {
      this.#ask(); // behind what the button may open
      this.#events.used(choice.id, '');
      return;
    }
    const button = this.#model.buttons.find(({ id }) => id === choice.id);
    if (button?.sensitive === true) this.#events.pressed(choice.id, secrets);
  }

  #masked(values: Values): Values {
    const masked = this.#form.fields.filter(
      ({ native }) => native.kind === 'string' && native.masked,
    );
    return Object.fromEntries(masked.map(({ native: { id } }) => [id, values[id] ?? '']));
  }

  #ask(): void {
    const form = requestForm(this.#model, { fronts: this.#fronts, typed: this.#typed });
    if (form.fields.length === 0) this.#typed = {};
    const question = this.#next(form);
    const { title } = this.#model;
    const shown = JSON.stringify([title, this.#model.close, form, question]);
    if (this.#request !== 0 && shown === this.#shown) return;
    this.#withdraw();
    this.#form = form;
    this.#question = question;
    this.#shown = shown;
    this.#request = this.#native.request({
      title,
      primary: title,
      secondary: this.#text(),
      fields: this.#fields(),
      actions: [...this.#labels(), this.#model.close].map(withoutMnemonic),
      defaultAction: 0,
      contact: null,
    });
    if (this.#request !== 0) this.#all.set(this.#request, this);
  }

  #next({ ways, fields, choices }: RequestForm): Question {
    if (ways !== null) return { kind: 'ways', ways };
    if (fields.length > 0 && this.#secrets === null) return { kind: 'fields' };
    const rest = choices.slice(this.#firstChoice);
    const isMore = rest.length > MOST_BUTTONS;
    return { kind: 'choices', shown: isMore ? [...rest.slice(0, MOST_BUTTONS - 1), null] : rest };
  }

  #text(): string {
    const { text } = this.#form;
    if (this.#question.kind === 'choices') return this.#secrets === null ? text : '';
    if (this.#question.kind === 'fields') return text;
    return [text, withoutMnemonic(this.#question.ways.label)].filter((t) => t !== '').join('\n\n');
  }

  #fields(): readonly NativeField[] {
    return this.#question.kind === 'fields' ? this.#form.fields.map(({ native }) => native) : [];
  }

  /** The buttons, without the one that closes. */
  #labels(): readonly string[] {
    const question = this.#question;
    switch (question.kind) {
      case 'ways':
        return question.ways.parts.slice(0, MOST_BUTTONS).map(({ label }) => label);
      case 'fields':
        return [(this.#isPlain() ? this.#form.choices[0]?.label : undefined) ?? _('_OK')];
      case 'choices':
        return question.shown.map((choice) => choice?.label ?? _('_More…'));
    }
  }

  #withdraw(): void {
    if (this.#request === 0) return;
    this.#all.delete(this.#request);
    this.#native.closeRequest(this.#request);
    this.#request = 0;
  }
}
