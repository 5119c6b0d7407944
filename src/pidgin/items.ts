// SPDX-License-Identifier: GPL-2.0-or-later
import type { FormItem, MenuItem } from '../controller/models.js';
import type { NativeItem } from '../purple/native.js';

/** Text that is no mnemonic, for GTK: each `_` of it is a plain one. */
function plain(text: string): string {
  return text.replaceAll('_', '__');
}

/** A menu as the decoration draws it. */
export function menuItems(menu: readonly MenuItem[]): readonly NativeItem[] {
  return menu.map((item): NativeItem => {
    switch (item.kind) {
      case 'action':
        return { kind: 'action', id: item.id, label: item.label, sensitive: item.sensitive };
      case 'label':
        return { kind: 'label', label: plain(item.label), sensitive: false };
      case 'separator':
        return { kind: 'separator' };
    }
  });
}

/** A page as the decoration draws it: nested parts as a list with ends. */
export function formItems(form: readonly FormItem[]): readonly NativeItem[] {
  return form.flatMap(nativeOf);
}

function nativeOf(item: FormItem): readonly NativeItem[] {
  switch (item.kind) {
    case 'section':
      return [
        { kind: 'folder', label: plain(item.label), sensitive: true },
        ...formItems(item.items),
        { kind: 'end' },
      ];
    case 'choice':
      return [
        { kind: 'choice', id: item.id, label: item.label, value: item.chosen, sensitive: true },
        ...item.options.map(({ id, label }): NativeItem => ({
          kind: 'option',
          id,
          label: plain(label),
        })),
        { kind: 'end' },
      ];
    case 'check': {
      const { id, label, value } = item;
      return [{ kind: 'check', id, label, value: value ? '1' : '0', sensitive: true }];
    }
    case 'button':
      return [{ kind: 'action', id: item.id, label: item.label, sensitive: item.sensitive }];
    case 'label':
      return [{ kind: 'label', label: plain(item.label), sensitive: true }];
  }
}
