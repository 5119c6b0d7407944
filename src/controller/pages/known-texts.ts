// SPDX-License-Identifier: GPL-2.0-or-later
import { _ } from '../language.js';
import { wordOf } from '../level.js';
import type { KeyUse, KnownRow } from '../known-list.js';

/** What a key is doing, in the words of the levels. */
export function useText(use: KeyUse): string {
  return use === 'unused' ? _('Unused') : wordOf(use);
}

/** Whether a key is verified, and if it is known, how and when: for a cell of the list. */
export function verifiedText({ trust, record }: KnownRow): string {
  if (trust === '') return _('No');
  const { verified } = record;
  if (verified === undefined) return _('Yes');
  const { on } = verified;
  switch (verified.how) {
    case 'fingerprint':
      return _('Fingerprint, %{date}', { date: on });
    case 'secret':
      return _('Secret, %{date}', { date: on });
    case 'question':
      return _('Question, %{date}', { date: on });
    case 'import':
      return _('Imported, %{date}', { date: on });
  }
}
