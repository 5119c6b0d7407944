// SPDX-License-Identifier: GPL-2.0-or-later
import { buddyItems, menuItems } from '../../../src/purple/menu-items.js';

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

test('a buddy’s menu stands in a submenu, its marks only where they mean something', () => {
  const menu = [{ kind: 'action', id: 'start', label: '_Start', sensitive: true }] as const;
  expect(buddyItems([], true)).toEqual([]);
  expect(buddyItems(menu, true)).toEqual([
    { kind: 'folder', label: 'O_TR' },
    { kind: 'action', id: 'start', label: '_Start', sensitive: true },
    { kind: 'end' },
  ]);
  expect(buddyItems(menu, false).map(({ label }) => label)).toEqual(['OTR', 'Start', undefined]);
});
