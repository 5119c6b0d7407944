// SPDX-License-Identifier: GPL-2.0-or-later
import { readFingerprint } from '../fingerprint-text.js';
import { _ } from '../language.js';

/** What a pasted fingerprint is to the one that it is compared with. */
export type Verdict = 'nothing' | 'unfinished' | 'unreadable' | 'own' | 'other' | 'same';

const URI = /[?;&]otr-fingerprint=([^;&\s]*)/i;

/**
 * Compares what a person was given: forty digits in any grouping, or an address that holds them
 * (`xmpp:user@host?otr-fingerprint=…`).
 */
export function judge(pasted: string, theirs: string, own: string): Verdict {
  const text = URI.exec(pasted)?.[1] ?? pasted;
  if (text.trim() === '') return 'nothing';
  const given = readFingerprint(text);
  if (given === null) return isBeginning(text) ? 'unfinished' : 'unreadable';
  if (given === theirs) return 'same';
  return given === own ? 'own' : 'other';
}

function isBeginning(text: string): boolean {
  return /^[0-9a-f]{1,39}$/i.test(text.replace(/[\s:-]/g, ''));
}

/** What stands beside the field; '' when nothing is wrong. */
export function verdictProblem(verdict: Verdict, name: string): string {
  switch (verdict) {
    case 'unreadable':
      return _('This is not a fingerprint: it must have forty digits from 0 to 9 and A to F.');
    case 'own':
      return _('This is your own fingerprint. Ask %{name} for theirs.', { name });
    case 'other':
      return _(
        'The fingerprints differ. Either %{name} has another key too, or somebody else is answering. Do not mark this one as verified.',
        { name },
      );
    case 'nothing':
    case 'unfinished':
    case 'same':
      return '';
  }
}
