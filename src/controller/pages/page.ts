// SPDX-License-Identifier: GPL-2.0-or-later
import type { Actions } from '../actions.js';
import type { Importing } from '../importing.js';
import type { KeyActions } from '../key-actions.js';
import type { KnownList } from '../known-list.js';
import type { FormItem } from '../models.js';
import type { Services } from '../services.js';
import type { Verification } from '../verify/verification.js';

/** What pages show and do. */
export interface Desk {
  readonly services: Services;
  readonly actions: Actions;
  readonly keyActions: KeyActions;
  readonly knownList: KnownList;
  readonly importing: Importing;
  readonly verification: Verification;
}

/** Something to be shown on the configuration page, or in a window of its own. */
export interface Page {
  readonly id: string;
  /** Of its tab, with a mnemonic. */
  readonly label: string;
  /** Of its window. */
  readonly title: string;
  /** `isShown`: whether the person sees it; what is much work can be left out where they do not. */
  items(isShown: boolean): readonly FormItem[];
  /** What it shows may have changed by itself. */
  lookAgain?(): void;
  /** The person used an item of this page; `value` is its new value. */
  used(item: string, value: string): void;
}

/** Makes a page; it calls `changed` when it has something else to show by itself. */
export type PageMaker = (changed: () => void) => Page;

/** What an action came to, until the next one. */
export interface Outcome {
  readonly text: string;
  readonly sign: 'success' | 'warning';
}

export function outcomeItems(outcome: Outcome | null): readonly FormItem[] {
  return outcome === null ? [] : [{ kind: 'explanation', label: outcome.text, sign: outcome.sign }];
}

/** Null: it was done, which `text` says. Otherwise why not. */
export function outcomeOf(failure: string | null, text: string): Outcome {
  return failure === null ? { text, sign: 'success' } : { text: failure, sign: 'warning' };
}
