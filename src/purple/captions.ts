// SPDX-License-Identifier: GPL-2.0-or-later

/** A caption for user interfaces that would show the mark of a mnemonic. */
export function withoutMnemonic(caption: string): string {
  return caption.replace(/_(.)/gu, '$1');
}
