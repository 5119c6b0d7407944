// SPDX-License-Identifier: GPL-2.0-or-later
import { _ } from '../language.js';
import type { FormItem } from '../models.js';
import type { Choice } from '../settings.js';

/** pidgin-otr's three boxes. Each can be used only when the one before it is ticked. */
export function choiceItems(
  { enabled, automatic, onlyprivate }: Choice,
  sensitive: boolean,
): readonly FormItem[] {
  const allowsAutomatic = sensitive && enabled;
  return [
    {
      kind: 'check',
      id: 'enabled',
      label: _('_Enable private messaging'),
      value: enabled,
      sensitive,
    },
    {
      kind: 'check',
      id: 'automatic',
      label: _('Start private messaging _automatically'),
      value: automatic,
      sensitive: allowsAutomatic,
    },
    {
      kind: 'check',
      id: 'onlyprivate',
      label: _('_Require private messaging: send nothing unencrypted'),
      value: onlyprivate,
      sensitive: allowsAutomatic && automatic,
    },
  ];
}

/** The choice with another value in one of its boxes; null: the item is none of them. */
export function withBox(choice: Choice, item: string, value: string): Choice | null {
  return Object.hasOwn(choice, item) ? { ...choice, [item]: value === '1' } : null;
}
