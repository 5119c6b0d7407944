// SPDX-License-Identifier: GPL-2.0-or-later
import { PidginDecorations } from '../../../src/pidgin/decorations.js';
import { barItems, formItems } from '../../../src/pidgin/items.js';
import type { Native } from '../../../src/purple/native.js';

test('a page is a list whose parts are closed', () => {
  const items = formItems([
    {
      kind: 'section',
      label: 'Keys',
      items: [
        {
          kind: 'choice',
          id: 'account',
          label: '_Account:',
          chosen: 'x',
          options: [{ id: 'x', label: 'my_name' }],
        },
        { kind: 'check', id: 'log', label: '_Log', value: true },
        { kind: 'button', id: 'go', label: '_Go', sensitive: true },
        { kind: 'label', label: 'text' },
      ],
    },
  ]);
  expect(items).toEqual([
    { kind: 'folder', label: 'Keys' },
    { kind: 'choice', id: 'account', label: '_Account:', value: 'x', sensitive: true },
    { kind: 'option', id: 'x', label: 'my__name' },
    { kind: 'end' },
    { kind: 'check', id: 'log', label: '_Log', value: '1', sensitive: true },
    { kind: 'action', id: 'go', label: '_Go', sensitive: true },
    { kind: 'label', label: 'text' },
    { kind: 'end' },
  ]);
});

test('pages and ways hold what stands on them', () => {
  const items = [{ kind: 'label', label: 'text' }] as const;
  expect(
    formItems([
      { kind: 'pages', id: 'p', front: 'b', pages: [{ id: 'a', label: '_A', items }] },
      {
        kind: 'alternatives',
        id: 'w',
        label: 'a_b',
        chosen: 'c',
        alternatives: [{ id: 'c', label: '_C', items: [] }],
      },
    ]),
  ).toEqual([
    { kind: 'pages', id: 'p', value: 'b' },
    { kind: 'page', id: 'a', label: '_A' },
    { kind: 'label', label: 'text' },
    { kind: 'end' },
    { kind: 'end' },
    { kind: 'alternatives', id: 'w', label: 'a__b', value: 'c' },
    { kind: 'alternative', id: 'c', label: '_C' },
    { kind: 'end' },
    { kind: 'end' },
  ]);
});

test('entries, texts and pictures', () => {
  expect(
    formItems([
      { kind: 'entry', id: 'e', label: '_E:', value: 'v_w', problem: 'a_b' },
      { kind: 'secret', id: 's', label: '_S:', problem: '', sensitive: false },
      { kind: 'explanation', label: 'a_b', sign: 'warning' },
      { kind: 'copyable', label: 'c_d', text: 'AB CD' },
      { kind: 'progress', label: 'p', percent: 60 },
      { kind: 'picture', label: 'Code', rows: ['10', '01'] },
      { kind: 'separator' },
    ]),
  ).toEqual([
    { kind: 'entry', id: 'e', label: '_E:', value: 'v_w', note: 'a__b', sensitive: true },
    { kind: 'secret', id: 's', label: '_S:', note: '', sensitive: false },
    { kind: 'explanation', label: 'a__b', value: 'warning' },
    { kind: 'copyable', label: 'c_d', value: 'AB CD' },
    { kind: 'progress', label: 'p', value: '60' },
    { kind: 'picture', label: 'Code', value: '10\n01' },
    { kind: 'separator' },
  ]);
});

test('rows cross as lines; no cell can forge another', () => {
  expect(
    formItems([
      {
        kind: 'table',
        selected: [],
        id: 't',
        label: 'Keys',
        columns: ['Who'],
        rows: [
          { id: '1', cells: ['bob\tx\ny'] },
          { id: '2', cells: ['carol'] },
        ],
        search: '_Search:',
      },
    ]),
  ).toEqual([
    {
      kind: 'table',
      id: 't',
      label: 'Keys',
      value: '1\tbob x y\n2\tcarol',
      note: '_Search:',
      sensitive: true,
    },
    { kind: 'column', label: 'Who' },
    { kind: 'end' },
  ]);
});

test('a bar is its text and its buttons, the one that takes it away last', () => {
  const go = { id: 'go', label: '_Go', sensitive: true };
  const dismiss = { id: 'later', label: 'Later', sensitive: true };
  expect(barItems(null)).toEqual([]);
  expect(barItems({ text: 'a_b', sign: 'warning', buttons: [go], dismiss })).toEqual([
    { kind: 'explanation', label: 'a_b', value: 'warning' },
    { kind: 'action', ...go },
    { kind: 'action', ...dismiss },
  ]);
});

test('the decoration goes to the bridge by names', () => {
  const decorate = jest.fn();
  const setForm = jest.fn();
  const decorations = new PidginDecorations({ decorate, setForm } as unknown as Native);
  decorations.show(
    { protocol: 'p', username: 'u', who: 'w' },
    { level: 'private', word: 'Private', tooltip: 't', button: true, menu: [], bar: null },
  );
  decorations.showForm([{ kind: 'label', label: 'x' }]);
  expect(decorate).toHaveBeenCalledWith('p', 'u', 'w', {
    level: 'private',
    word: 'Private',
    tooltip: 't',
    button: true,
    items: [],
    bar: [],
  });
  expect(setForm).toHaveBeenCalledWith([{ kind: 'label', label: 'x' }]);
});
