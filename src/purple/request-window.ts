// SPDX-License-Identifier: GPL-2.0-or-later
import { _ } from '../controller/language.js';
import type { WindowModel } from '../controller/models.js';
import type { OpenWindow, WindowEvents } from '../controller/ports.js';
import { withoutMnemonic } from './captions.js';
import type { Native, NativeField } from './native.js';
import { type Choice, requestForm, type RequestForm } from './request-form.js';

/** The field that says which of several things is to be done. */
const WHAT_TO_DO = 'what to do';

/** Buttons of a request without fields. */
const MOST_BUTTONS = 5;

type Values = Readonly<Record<string, string>>;

interface Content {
  readonly model: WindowModel;
  readonly events: WindowEvents;
}

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
  #form: RequestForm = { text: '', fields: [], choices: [] };
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
    this.#withdraw();
  }

  /** `action`: 0 for OK, or the number of a button where there are no fields; others close. */
  answered(action: number, values: Values): void {
    this.#all.delete(this.#request);
    this.#request = 0;
    const { choices, fields } = this.#form;
    const last = fields.length > 0 ? 1 : Math.min(choices.length, MOST_BUTTONS);
    if (action < 0 || action >= last) {
      this.#isOver = true;
      this.#events.closed();
      return;
    }
    this.#isBusy = true;
    const chosen = fields.length > 0 ? choices[Number(values[WHAT_TO_DO] ?? '0')] : choices[action];
    if (!this.#report(values)) this.#carryOut(chosen, this.#secrets(values));
    this.#isBusy = false;
    if (!this.#isOver) this.#ask();
  }

  /** Reports what was changed; whether that brings other fields. */
  #report(values: Values): boolean {
    let isOther = false;
    for (const { native, before, read, shapes } of this.#form.fields) {
      const answer = values[native.id];
      const isSecret = native.kind === 'string' && native.masked;
      if (answer === undefined || read(answer) === before) continue;
      if (shapes) this.#fronts.set(native.id, read(answer));
      isOther ||= shapes;
      this.#events.used(native.id, isSecret ? '1' : read(answer));
    }
    return isOther;
  }

  #carryOut(choice: Choice | undefined, secrets: Values): void {
    if (choice === undefined || this.#isOver) return;
    if (choice.inside) {
      this.#events.used(choice.id, '');
      return;
    }
    const button = this.#model.buttons.find(({ id }) => id === choice.id);
    if (button?.sensitive === true) this.#events.pressed(choice.id, secrets);
  }

  #secrets(values: Values): Values {
    const masked = this.#form.fields.filter(
      ({ native }) => native.kind === 'string' && native.masked,
    );
    return Object.fromEntries(masked.map(({ native: { id } }) => [id, values[id] ?? '']));
  }

  #ask(): void {
    const form = requestForm(this.#model, this.#fronts);
    const shown = JSON.stringify([this.#model.title, this.#model.close, form]);
    if (this.#request !== 0 && shown === this.#shown) return;
    this.#withdraw();
    this.#form = form;
    this.#shown = shown;
    this.#request = this.#native.request({
      title: this.#model.title,
      primary: this.#model.title,
      secondary: form.text,
      fields:
        form.fields.length === 0
          ? []
          : [...form.fields.map(({ native }) => native), ...whatToDo(form)],
      actions: this.#actions(form),
      defaultAction: 0,
      contact: null,
    });
    if (this.#request !== 0) this.#all.set(this.#request, this);
  }

  #actions({ fields, choices }: RequestForm): readonly string[] {
    const labels =
      fields.length > 0
        ? [okLabel(choices)]
        : choices.slice(0, MOST_BUTTONS).map(({ label }) => label);
    return [...labels, this.#model.close].map(withoutMnemonic);
  }

  #withdraw(): void {
    if (this.#request === 0) return;
    this.#all.delete(this.#request);
    this.#native.closeRequest(this.#request);
    this.#request = 0;
  }
}

function okLabel(choices: readonly Choice[]): string {
  const [only, ...others] = choices;
  return only !== undefined && others.length === 0 ? only.label : _('_OK');
}

/** One field more, where there is more than one thing to do. */
function whatToDo({ choices }: RequestForm): readonly NativeField[] {
  if (choices.length < 2) return [];
  const options = choices.map(({ label }) => withoutMnemonic(label));
  return [{ kind: 'choice', id: WHAT_TO_DO, label: _('Then:'), options, chosen: 0 }];
}
