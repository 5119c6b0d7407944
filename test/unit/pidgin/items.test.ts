// SPDX-License-Identifier: GPL-2.0-or-later
import { PidginDecorations } from '../../../src/pidgin/decorations.js';
import { formItems, menuItems } from '../../../src/pidgin/items.js';
import type { Native } from '../../../src/purple/native.js';

test('a menu keeps its mnemonics; other text gets none', () => {
  expect(
    menuItems([
      { kind: 'action', id: 'start', label: '_Start', sensitive: false },
      { kind: 'separator' },
      { kind: 'label', label: 'a_b' },
    ]),
  ).toEqual([
    { kind: 'action', id: 'start', label: '_Start', sensitive: false },
    { kind: 'separator' },
    { kind: 'label', label: 'a__b', sensitive: false },
  ]);
});

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
    { kind: 'folder', label: 'Keys', sensitive: true },
    { kind: 'choice', id: 'account', label: '_Account:', value: 'x', sensitive: true },
    { kind: 'option', id: 'x', label: 'my__name' },
    { kind: 'end' },
    { kind: 'check', id: 'log', label: '_Log', value: '1', sensitive: true },
    { kind: 'action', id: 'go', label: '_Go', sensitive: true },
    { kind: 'label', label: 'text', sensitive: true },
    { kind: 'end' },
  ]);
});

test('the decoration goes to the bridge by names', () => {
  const decorate = jest.fn();
  const setForm = jest.fn();
  const decorations = new PidginDecorations({ decorate, setForm } as unknown as Native);
  decorations.show(
    { protocol: 'p', username: 'u', who: 'w' },
    { level: 'private', word: 'Private', tooltip: 't', button: true, menu: [] },
  );
  decorations.showForm([{ kind: 'label', label: 'x' }]);
  expect(decorate).toHaveBeenCalledWith('p', 'u', 'w', {
    level: 'private',
    word: 'Private',
    tooltip: 't',
    button: true,
    items: [],
  });
  expect(setForm).toHaveBeenCalledWith([{ kind: 'label', label: 'x', sensitive: true }]);
});
