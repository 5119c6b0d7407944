// SPDX-License-Identifier: GPL-2.0-or-later
import type { FormItem, Option, Part, WindowModel } from '../controller/models.js';
import { withoutMnemonic } from './captions.js';
import type { NativeField } from './native.js';
import { wrapped } from './wrapped.js';

/** A field of the request, and what its answer means. */
interface Field {
  readonly native: NativeField;
  /** The value that stands for the bridge's answer. */
  readonly read: (answer: string) => string;
  /** What it shows before anybody answers. */
  readonly before: string;
  /** Another answer brings other fields. */
  readonly shapes: boolean;
}

export interface Choice {
  readonly id: string;
  readonly label: string;
  /** Whether it is a button among the fields, not one of the window's row. */
  readonly inside: boolean;
}

/** A window of ours in the words of libpurple's request API. */
export interface RequestForm {
  readonly text: string;
  readonly fields: readonly Field[];
  /** What can be done; the first is what Enter does. */
  readonly choices: readonly Choice[];
}

/** `fronts`: which page or way the person looks at, by id, where they have chosen one here. */
export function requestForm(model: WindowModel, fronts: ReadonlyMap<string, string>): RequestForm {
  const reading = new Reading(fronts);
  reading.all(model.items);
  const row = model.buttons.map(({ id, label }) => ({ id, label, inside: false }));
  const first = row.filter(({ id }) => id === model.preset);
  const others = row.filter(({ id }) => id !== model.preset);
  return {
    text: reading.text.join('\n\n'),
    fields: reading.fields,
    choices: [...first, ...others, ...reading.buttons],
  };
}

/** Goes through the items once. */
class Reading {
  readonly text: string[] = [];
  readonly fields: Field[] = [];
  readonly buttons: Choice[] = [];
  readonly #fronts: ReadonlyMap<string, string>;

  constructor(fronts: ReadonlyMap<string, string>) {
    this.#fronts = fronts;
  }

  all(items: readonly FormItem[]): void {
    for (const item of items) this.#one(item);
  }

  #one(item: FormItem): void {
    switch (item.kind) {
      case 'section':
        if (item.label !== '') this.#say(item.label);
        this.all(item.items);
        return;
      case 'pages':
        this.#parts(item.id, '', item.front, item.pages);
        return;
      case 'alternatives':
        this.#parts(item.id, item.label, item.chosen, item.alternatives);
        return;
      case 'label':
      case 'explanation':
      case 'progress':
        this.#say(item.label);
        return;
      case 'copyable':
        this.#say(`${withoutMnemonic(item.label)}\n${item.text}`);
        return;
      case 'picture':
      case 'separator':
        return;
      default:
        if (item.sensitive !== false) this.#field(item);
    }
  }

  /** Over the fields, wherever it stands: not every user interface shows texts among them. */
  #say(words: string): void {
    if (words !== '') this.text.push(wrapped(words));
  }

  #parts(id: string, label: string, chosen: string, parts: readonly Part[]): void {
    const front = this.#fronts.get(id) ?? chosen;
    const at = Math.max(
      0,
      parts.findIndex((part) => part.id === front),
    );
    this.fields.push({ ...choiceField(id, label, at, parts), shapes: true });
    this.all(parts[at]?.items ?? []);
  }

  #field(
    item: Extract<FormItem, { kind: 'choice' | 'check' | 'button' | 'entry' | 'secret' | 'table' }>,
  ): void {
    const { id } = item;
    const label = withoutMnemonic(item.label);
    const push = (native: NativeField, before: string, read = asItIs): void => {
      this.fields.push({ native, before, read, shapes: false });
    };
    switch (item.kind) {
      case 'button':
        this.buttons.push({ id, label: item.label, inside: true });
        return;
      case 'choice': {
        const at = item.options.findIndex((option) => option.id === item.chosen);
        this.fields.push(choiceField(id, item.label, at, item.options.map(plain)));
        return;
      }
      case 'check':
        push({ kind: 'bool', id, label, value: item.value }, item.value ? '1' : '0');
        return;
      case 'entry':
        this.#say(item.problem);
        push({ kind: 'string', id, label, value: item.value, masked: false }, item.value);
        return;
      case 'secret':
        this.#say(item.problem);
        push({ kind: 'string', id, label, value: '', masked: true }, '');
        return;
      case 'table': {
        const options = item.rows.map(({ cells }) => cells.join(' · '));
        const idOf = (line: string): string => item.rows[Number(line)]?.id ?? '';
        const read = (answer: string): string =>
          answer === '' ? '' : answer.split('\n').map(idOf).join('\n');
        push({ kind: 'list', id, label, options }, '', read);
      }
    }
  }
}

function asItIs(answer: string): string {
  return answer;
}

function choiceField(id: string, label: string, chosen: number, all: readonly Option[]): Field {
  const options = all.map((option) => withoutMnemonic(option.label));
  return {
    native: { kind: 'choice', id, label: withoutMnemonic(label), options, chosen },
    before: all[chosen]?.id ?? '',
    read: (answer) => all[Number(answer)]?.id ?? '',
    shapes: false,
  };
}

/** An option's label has no mnemonic, so that its marks are letters. */
function plain({ id, label }: Option): Option {
  return { id, label: label.replaceAll('_', '__') };
}
