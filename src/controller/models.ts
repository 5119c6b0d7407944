// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * One line of a menu. Labels are plain text; in those of things to be used `_` marks the mnemonic,
 * and `__` is a plain one.
 */
export type MenuItem =
  | Action
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'separator' }
  /** A submenu; `chosen` is the id of the option in it that holds, '' for none. */
  | {
      readonly kind: 'folder';
      readonly label: string;
      readonly chosen: string;
      readonly items: readonly MenuItem[];
    }
  | ({ readonly kind: 'option' } & Option);

/** An entry of a menu, or a button in a row of them. */
export interface Action {
  readonly kind: 'action';
  readonly id: string;
  readonly label: string;
  readonly sensitive: boolean;
}

export interface Option {
  readonly id: string;
  readonly label: string;
}

/** A page of a form, or one of several ways to go on: `items` is what stands on it, or what it asks for. */
export interface Part extends Option {
  readonly items: readonly FormItem[];
}

interface Field {
  readonly id: string;
  readonly label: string;
  /** Left out: yes. */
  readonly sensitive?: boolean;
}

/**
 * One part of a form, top to bottom; mnemonics as in menus, none in options. The `value` of a field is
 * what the engine wants it to be: what a person has typed or selected stays in it until that changes.
 */
export type FormItem =
  | { readonly kind: 'section'; readonly label: string; readonly items: readonly FormItem[] }
  /** Tabs. `front` is the id of the one that is shown first. */
  | {
      readonly kind: 'pages';
      readonly id: string;
      readonly front: string;
      readonly pages: readonly Part[];
    }
  /** One of several ways, each with what it asks for; only that of the chosen one is shown. */
  | {
      readonly kind: 'alternatives';
      readonly id: string;
      readonly label: string;
      readonly chosen: string;
      readonly alternatives: readonly Part[];
    }
  | (Field & {
      readonly kind: 'choice';
      readonly chosen: string;
      readonly options: readonly Option[];
    })
  | (Field & { readonly kind: 'check'; readonly value: boolean })
  | (Field & { readonly kind: 'button' })
  /** A line of text; `problem` says what is wrong with it. Each change is reported. */
  | (Field & { readonly kind: 'entry'; readonly value: string; readonly problem: string })
  /** The same, masked. A change reports '1' or '' (empty); the text comes with a button's press. */
  | (Field & { readonly kind: 'secret'; readonly problem: string })
  /** Text that can be selected. */
  | { readonly kind: 'label'; readonly label: string }
  /** Running text, with a sign for what must not be overlooked. */
  | {
      readonly kind: 'explanation';
      readonly label: string;
      readonly sign?: 'warning' | 'success';
    }
  /** `text` to be read out, selected or copied, under a caption. */
  | { readonly kind: 'copyable'; readonly label: string; readonly text: string }
  | (Field & Table & { readonly kind: 'table' })
  | { readonly kind: 'progress'; readonly label: string; readonly percent: number }
  /** Rows of dark ('1') and light ('0') squares; `label` says what it is. */
  | { readonly kind: 'picture'; readonly label: string; readonly rows: readonly string[] }
  | { readonly kind: 'separator' };

/**
 * Rows that can be sorted by a click on a column; any number can be selected, and the ids of those
 * that are come one a line. `search` is the caption of a search field, '' for none.
 */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** Ids of the rows that are selected where a form is shown anew. */
  readonly selected: readonly string[];
  readonly search: string;
}

export interface Row {
  /** One line. */
  readonly id: string;
  readonly cells: readonly string[];
}

export type WindowButton = Omit<Action, 'kind'>;

/** A window of ours. */
export interface WindowModel {
  readonly title: string;
  readonly items: readonly FormItem[];
  readonly buttons: readonly WindowButton[];
  /** Label of the button that does what closing the window does: nothing but that. */
  readonly close: string;
  /** Id of the button that Enter presses; '' for none. */
  readonly preset: string;
  /** It comes from a peer: it takes no focus when it opens. */
  readonly unasked: boolean;
}

/**
 * A strip in a conversation: something is to be decided. Whatever it offers is said in a line too, with
 * the commands: not every user interface draws bars.
 */
export interface Bar {
  readonly text: string;
  readonly sign: 'question' | 'warning';
  readonly buttons: readonly WindowButton[];
  /** The button that takes the bar away. */
  readonly dismiss: WindowButton;
}
