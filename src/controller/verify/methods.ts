// SPDX-License-Identifier: GPL-2.0-or-later
import { grouped } from '../fingerprint-text.js';
import { _ } from '../language.js';
import type { FormItem, Part } from '../models.js';
import type { Verdict } from './given-fingerprint.js';
import { verdictProblem } from './given-fingerprint.js';

/** experience.md §3: three methods, named by the situation that they fit; the first is the default. */
export const METHODS = ['question', 'secret', 'compare'] as const;
export type Method = (typeof METHODS)[number];

/** What stands in the fields, and what is wrong with it. */
export interface Entered {
  readonly question: string;
  readonly given: string;
  readonly problems: Readonly<Partial<Record<'question' | 'answer' | 'secret', string>>>;
}

/** What is compared, and how it stands. */
export interface Comparison {
  readonly name: string;
  readonly who: string;
  readonly account: string;
  readonly own: string;
  readonly theirs: string;
  readonly verdict: Verdict;
  readonly trusted: boolean;
  /** Our key's address and its picture, once it was asked for; null: there is none. */
  readonly code: { readonly uri: string; readonly rows: readonly string[] | null } | null;
}

function explanation(label: string): FormItem {
  return { kind: 'explanation', label };
}

export function questionPart(name: string, { question, problems }: Entered): Part {
  return {
    id: 'question',
    label: _('_Ask something only they know'),
    items: [
      explanation(
        _(
          'Ask about something that only %{name} and you know. Both type the answer; the answers are compared without being sent, and you learn whether they are the same.',
          { name },
        ),
      ),
      explanation(
        _(
          'Bad: “When is your birthday?”, since others know or can guess it. Never ask or tell the answer in a chat.',
        ),
      ),
      {
        kind: 'entry',
        id: 'question',
        label: _('_Question:'),
        value: question,
        problem: problems.question ?? '',
      },
      { kind: 'secret', id: 'answer', label: _('A_nswer:'), problem: problems.answer ?? '' },
    ],
  };
}

export function secretPart(name: string, { problems }: Entered): Part {
  return {
    id: 'secret',
    label: _('We share a _secret'),
    items: [
      explanation(
        _(
          'Type a word or sentence that %{name} and you agreed on when you met or by telephone. %{name} types it too; the secrets are compared without being sent.',
          { name },
        ),
      ),
      explanation(
        _(
          'Bad: a secret that was ever written in a chat or an e-mail, or one that can be guessed in a few attempts.',
        ),
      ),
      { kind: 'secret', id: 'secret', label: _('S_ecret:'), problem: problems.secret ?? '' },
    ],
  };
}

export function comparePart(comparison: Comparison, { given }: Entered): Part {
  const { name, who, account, own, theirs, verdict } = comparison;
  return {
    id: 'compare',
    label: _('We can _talk or meet'),
    items: [
      explanation(
        _(
          'Compare both fingerprints when you meet, by telephone, or over another program that you trust. Every digit must be the same.',
        ),
      ),
      explanation(
        _(
          'Bad: comparing them in this very conversation. Whoever stands between you could change them.',
        ),
      ),
      {
        kind: 'copyable',
        label: _('Fingerprint for you, %{account}:', { account }),
        text: own === '' ? _('No key present') : grouped(own),
      },
      {
        kind: 'copyable',
        label: _('Fingerprint that %{name} uses (%{who}):', { name, who }),
        text: grouped(theirs),
      },
      {
        kind: 'entry',
        id: 'given',
        label: _('_Fingerprint you were given:'),
        value: given,
        problem: verdictProblem(verdict, name),
      },
      verdict === 'same'
        ? { kind: 'explanation', label: _('It is the same.'), sign: 'success' }
        : explanation(_('Paste it here to have it compared, or compare the digits yourself.')),
      ...codeItems(comparison),
    ],
  };
}

/** The code takes much room, and few need it: it comes when it is asked for. */
function codeItems({ code, name }: Comparison): readonly FormItem[] {
  if (code === null) return [];
  const { uri, rows } = code;
  if (rows === null)
    return [
      {
        kind: 'button',
        id: 'code',
        label: _('Show a _code for the camera of %{name}', { name: name.replaceAll('_', '__') }),
      },
    ];
  return [
    explanation(_('The camera of %{name} reads your fingerprint from this picture:', { name })),
    { kind: 'picture', label: _('QR code of your fingerprint'), rows },
    { kind: 'copyable', label: _('The same as an address:'), text: uri },
  ];
}
