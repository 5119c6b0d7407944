// SPDX-License-Identifier: GPL-2.0-or-later
import type { Bar, FormItem, Part, Row, WindowModel } from '../controller/models.js';
import { actionItem, plain } from '../purple/menu-items.js';
import type { NativeItem, NativeWindow } from '../purple/native.js';

const END: NativeItem = { kind: 'end' };

/** A bar as the decoration draws it: its text, its buttons, and last the one that takes it away. */
export function barItems(bar: Bar | null): readonly NativeItem[] {
  if (bar === null) return [];
  const { text, sign, buttons, dismiss } = bar;
  return [
    { kind: 'explanation', label: text, value: sign === 'warning' ? 'warning' : '' },
    ...[...buttons, dismiss].map(actionItem),
  ];
}

/** A window as the decoration draws it. */
export function windowOf(model: WindowModel): NativeWindow {
  const { title, items, buttons, close, preset, unasked } = model;
  return {
    title,
    unasked,
    items: formItems(items),
    buttons: buttons.map(actionItem),
    close,
    preset,
  };
}

/** A form as the decoration draws it: nested parts as a list with ends. */
export function formItems(form: readonly FormItem[]): readonly NativeItem[] {
  return form.flatMap(nativeOf);
}

function nativeOf(item: FormItem): readonly NativeItem[] {
  switch (item.kind) {
    case 'section':
      return [{ kind: 'folder', label: plain(item.label) }, ...formItems(item.items), END];
    case 'pages':
      return [{ kind: 'pages', id: item.id, value: item.front }, ...parts('page', item.pages), END];
    case 'alternatives': {
      const { id, label, chosen, alternatives } = item;
      return [
        { kind: 'alternatives', id, label: plain(label), value: chosen },
        ...parts('alternative', alternatives),
        END,
      ];
    }
    case 'label':
      return [{ kind: 'label', label: plain(item.label) }];
    case 'explanation':
      return [{ kind: 'explanation', label: plain(item.label), value: item.sign ?? '' }];
    case 'copyable':
      return [{ kind: 'copyable', label: item.label, value: item.text }];
    case 'progress':
      return [{ kind: 'progress', label: item.label, value: String(item.percent) }];
    case 'picture':
      return [{ kind: 'picture', label: item.label, value: item.rows.join('\n') }];
    case 'separator':
      return [{ kind: 'separator' }];
    default:
      return fieldOf(item);
  }
}

function parts(kind: 'page' | 'alternative', all: readonly Part[]): readonly NativeItem[] {
  return all.flatMap(({ id, label, items }) => [{ kind, id, label }, ...formItems(items), END]);
}

type FieldItem = Extract<
  FormItem,
  { kind: 'choice' | 'check' | 'button' | 'entry' | 'secret' | 'table' }
>;

/** What a person changes or presses. */
function fieldOf(item: FieldItem): readonly NativeItem[] {
  const { id, label, sensitive = true } = item;
  switch (item.kind) {
    case 'choice':
      return [
        { kind: 'choice', id, label, value: item.chosen, sensitive },
        ...item.options.map((option): NativeItem => ({
          kind: 'option',
          id: option.id,
          label: plain(option.label),
        })),
        END,
      ];
    case 'check':
      return [{ kind: 'check', id, label, value: item.value ? '1' : '0', sensitive }];
    case 'button':
      return [{ kind: 'action', id, label, sensitive }];
    case 'entry':
      return [
        { kind: 'entry', id, label, value: item.value, note: plain(item.problem), sensitive },
      ];
    case 'secret':
      return [{ kind: 'secret', id, label, note: plain(item.problem), sensitive }];
    case 'table': {
      const value = linesOf(item.rows);
      return [
        { kind: 'table', id, label, value, note: item.search, sensitive },
        ...item.columns.map((title): NativeItem => ({ kind: 'column', label: title })),
        END,
      ];
    }
  }
}

/** Rows as text, as long as they are the same rows. */
const texts = new WeakMap<readonly Row[], string>();

function linesOf(rows: readonly Row[]): string {
  const text = texts.get(rows) ?? rows.map(lineOf).join('\n');
  texts.set(rows, text);
  return text;
}

/** A row crosses as one line: ten thousand of them cost one text, not a hundred thousand objects. */
function lineOf({ id, cells }: Row): string {
  return [id, ...cells].map((cell) => cell.replace(/[\t\n]/g, ' ')).join('\t');
}
