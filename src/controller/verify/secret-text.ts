// SPDX-License-Identifier: GPL-2.0-or-later
import { _ } from '../language.js';

/** What a person typed to be compared, as it is compared; or what is wrong with it. */
export type SecretText = { readonly secret: string } | { readonly problem: string };

/**
 * experience.md §3: "Empty secrets refused; outer white space trimmed, Unicode NFC; case kept". Other
 * programs compare the bytes of what was typed.
 */
export function secretText(typed: string): SecretText {
  const secret = typed.trim().normalize('NFC');
  return secret === '' ? { problem: _('This must not be empty.') } : { secret };
}

/** What is wrong with asking this; '' when nothing is. */
export function questionProblem(question: string, secret: string): string {
  if (question.trim() === '') return _('Type the question.');
  return gives(question, secret)
    ? _('The question contains the answer: everybody on the way could read it.')
    : '';
}

/** Shorter answers are parts of words by chance. */
const SHORT = 4;

/** "Question must not contain the answer." */
function gives(question: string, secret: string): boolean {
  const [asked, answer] = [folded(question), folded(secret)];
  if (answer === '') return false;
  if (answer.length >= SHORT) return asked.includes(answer);
  return asked.split(/[^\p{L}\p{N}]+/u).includes(answer);
}

function folded(text: string): string {
  return text.trim().normalize('NFKC').toLowerCase();
}
