// SPDX-License-Identifier: GPL-2.0-or-later
import { _ } from '../language.js';
import type { FormItem, WindowButton } from '../models.js';

/** A comparison under way, in either window. */
export interface Waiting {
  readonly kind: 'waiting';
  readonly run: number;
  readonly percent: number;
  readonly text: string;
  /** What to do when this takes long; '' while it does not. */
  readonly advice: string;
}

/** … and at its end. */
export interface Over {
  readonly kind: 'over';
  readonly text: string;
  readonly sign: 'success' | 'warning' | null;
}

/** How long nobody wonders why there is no answer. */
export const PATIENCE_MS = 60_000;

export function waitingItems({ text, percent, advice }: Waiting): readonly FormItem[] {
  return [
    { kind: 'progress', label: text, percent },
    {
      kind: 'explanation',
      label:
        advice === ''
          ? _('You can close this window: the result is shown in the conversation too.')
          : advice,
    },
  ];
}

export function overItems({ text, sign }: Over): readonly FormItem[] {
  return [{ kind: 'explanation', label: text, ...(sign === null ? {} : { sign }) }];
}

/** Stops the comparison, on both sides. */
export function stopButton(): WindowButton {
  return { id: 'stop', label: _('S_top verification'), sensitive: true };
}
