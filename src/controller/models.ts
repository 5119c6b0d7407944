// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * One line of a conversation's menu. Labels are plain text; in those of things to be used `_` marks
 * the mnemonic.
 */
export type MenuItem =
  | {
      readonly kind: 'action';
      readonly id: string;
      readonly label: string;
      readonly sensitive: boolean;
    }
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'separator' };

export interface Option {
  readonly id: string;
  readonly label: string;
}

/** One part of the configuration page, top to bottom; mnemonics as in menus, none in options. */
export type FormItem =
  | { readonly kind: 'section'; readonly label: string; readonly items: readonly FormItem[] }
  | {
      readonly kind: 'choice';
      readonly id: string;
      readonly label: string;
      readonly chosen: string;
      readonly options: readonly Option[];
    }
  | {
      readonly kind: 'check';
      readonly id: string;
      readonly label: string;
      readonly value: boolean;
    }
  | {
      readonly kind: 'button';
      readonly id: string;
      readonly label: string;
      readonly sensitive: boolean;
    }
  | { readonly kind: 'label'; readonly label: string };
