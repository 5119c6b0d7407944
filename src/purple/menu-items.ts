// SPDX-License-Identifier: GPL-2.0-or-later
import type { Action, MenuItem } from '../controller/models.js';
import { withoutMnemonic } from './captions.js';
import type { NativeItem } from './native.js';

/** Text that is no mnemonic, for GTK: each `_` of it is a plain one. */
export function plain(text: string): string {
  return text.replaceAll('_', '__');
}

export function actionItem({ id, label, sensitive }: Omit<Action, 'kind'>): NativeItem {
  return { kind: 'action', id, label, sensitive };
}

/** A menu as the bridge takes it: nested parts as a list with ends. */
export function menuItems(menu: readonly MenuItem[]): readonly NativeItem[] {
  return menu.flatMap((item): readonly NativeItem[] => {
    switch (item.kind) {
      case 'action':
        return [actionItem(item)];
      case 'option':
        return [{ kind: 'option', id: item.id, label: plain(item.label), sensitive: true }];
      case 'label':
        return [{ kind: 'label', label: plain(item.label), sensitive: false }];
      case 'separator':
        return [{ kind: 'separator' }];
      case 'folder': {
        const { label, chosen } = item;
        const folder: NativeItem = { kind: 'folder', label, value: chosen, sensitive: true };
        return [folder, ...menuItems(item.items), { kind: 'end' }];
      }
    }
  });
}

/** What stands in a buddy's menu, in a submenu of ours; `mnemonics`: whether the interface has them. */
export function buddyItems(menu: readonly MenuItem[], mnemonics: boolean): readonly NativeItem[] {
  if (menu.length === 0) return [];
  const items = menuItems(menu).map((item) => ({
    ...item,
    label: mnemonics ? (item.label ?? '') : withoutMnemonic(item.label ?? ''),
  }));
  const label = mnemonics ? 'O_TR' : 'OTR';
  return [{ kind: 'folder', label }, ...items, { kind: 'end' }];
}
