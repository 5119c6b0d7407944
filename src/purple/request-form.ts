// SPDX-License-Identifier: GPL-2.0-or-later
import type { FormItem, Option, Part, WindowModel } from '../controller/models.js';
import { withoutMnemonic } from './captions.js';
import { drawn } from './drawn.js';
import type { NativeField } from './native.js';

/** A field of the request, and what its answer means. */
interface Field {
  readonly native: NativeField;
  /** The value that stands for the bridge's answer. */
  readonly read: (answer: string) => string;
  /** What it shows before anybody answers. */
  readonly before: string;
}

/** Pages, or ways to go on, of which one has to be chosen before its fields can be asked for. */
export interface Ways {
  readonly id: string;
  readonly label: string;
  /** The one that the model has in front. */
  readonly chosen: string;
  readonly parts: readonly Option[];
}

export interface Choice {
  readonly id: string;
  readonly label: string;
  /** Whether it is a button among the fields, not one of the window's row. */
  readonly inside: boolean;
}

/**
 * A window of ours in the words of libpurple's request API, as far as Finch has them: all text
 * stands over the fields, and a button for each way is easier to read than a list of them.
 */
export interface RequestForm {
  readonly text: string;
  /** Null: every way has been chosen. */
  readonly ways: Ways | null;
  /** Ids of what has pages: one turns back to them when a page is done. */
  readonly pages: readonly string[];
  readonly fields: readonly Field[];
  /** What can be done; the first is what Enter does. */
  readonly choices: readonly Choice[];
}

/** What the person has chosen and typed here, by the ids of items. */
export interface Given {
  /** The page or way that the person looks at. */
  readonly fronts: ReadonlyMap<string, string>;
  /** What was typed masked: the model does not have it. */
  readonly typed: Readonly<Record<string, string>>;
}

export function requestForm(model: WindowModel, given: Given): RequestForm {
  const reading = new Reading(given);
  reading.all(model.items);
  const row = model.buttons.map(({ id, label }) => ({ id, label, inside: false }));
  const first = row.filter(({ id }) => id === model.preset);
  const others = row.filter(({ id }) => id !== model.preset);
  return {
    text: reading.text.join('\n\n'),
    ways: reading.ways,
    pages: reading.pages,
    fields: reading.fields,
    choices: [...first, ...others, ...reading.buttons],
  };
}

/** Goes through the items once. */
class Reading {
  readonly text: string[] = [];
  ways: Ways | null = null;
  readonly pages: string[] = [];
  readonly fields: Field[] = [];
  readonly buttons: Choice[] = [];
  readonly #given: Given;

  constructor(given: Given) {
    this.#given = given;
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
        this.pages.push(item.id);
        this.#parts(
          { id: item.id, label: '', chosen: item.front },
          item.pages,
          this.#given.fronts.get(item.id),
        );
        return;
      case 'alternatives':
        this.#ways(item);
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
        this.#say(drawn(item.rows));
        return;
      case 'separator':
        return;
      default:
        if (item.sensitive !== false) this.#field(item);
    }
  }

  #say(text: string): void {
    if (text !== '') this.text.push(text);
  }

  #problem(label: string, problem: string): void {
    if (problem !== '') this.#say(`${label} ${problem}`);
  }

  /** What is not the first way was asked for already. */
  #ways({ id, label, chosen, alternatives }: Extract<FormItem, { kind: 'alternatives' }>): void {
    const asked = chosen === alternatives[0]?.id ? undefined : chosen;
    this.#parts({ id, label, chosen }, alternatives, this.#given.fronts.get(id) ?? asked);
  }

  #parts(ways: Omit<Ways, 'parts'>, parts: readonly Part[], front: string | undefined): void {
    const shown = parts.find((part) => part.id === front);
    if (shown !== undefined) this.all(shown.items);
    else this.ways ??= { ...ways, parts: parts.map(({ id, label }) => ({ id, label })) };
  }

  #field(
    item: Extract<FormItem, { kind: 'choice' | 'check' | 'button' | 'entry' | 'secret' | 'table' }>,
  ): void {
    const { id } = item;
    const label = withoutMnemonic(item.label);
    const push = (native: NativeField, before: string, read = asItIs): void => {
      this.fields.push({ native, before, read });
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
        this.#problem(label, item.problem);
        push({ kind: 'string', id, label, value: item.value, masked: false }, item.value);
        return;
      case 'secret': {
        const value = this.#given.typed[id] ?? '';
        this.#problem(label, item.problem);
        push({ kind: 'string', id, label, value, masked: true }, value);
        return;
      }
      case 'table':
        this.fields.push(tableField(label, item));
    }
  }
}

function asItIs(answer: string): string {
  return answer;
}

/** A row is a line; the answer has the numbers of those that are selected. */
function tableField(label: string, item: Extract<FormItem, { kind: 'table' }>): Field {
  const { id, rows, selected } = item;
  const options = rows.map(({ cells }) => cells.join(' · '));
  const chosen = rows.flatMap((row, at) => (selected.includes(row.id) ? [at] : []));
  const idOf = (line: string): string => rows[Number(line)]?.id ?? '';
  return {
    native: { kind: 'list', id, label, options, chosen },
    before: chosen.map((at) => rows[at]?.id ?? '').join('\n'),
    read: (answer) => (answer === '' ? '' : answer.split('\n').map(idOf).join('\n')),
  };
}

function choiceField(id: string, label: string, chosen: number, all: readonly Option[]): Field {
  const options = all.map((option) => withoutMnemonic(option.label));
  return {
    native: { kind: 'choice', id, label: withoutMnemonic(label), options, chosen },
    before: all[chosen]?.id ?? '',
    read: (answer) => all[Number(answer)]?.id ?? '',
  };
}

/** An option's label has no mnemonic, so that its marks are letters. */
function plain({ id, label }: Option): Option {
  return { id, label: label.replaceAll('_', '__') };
}
