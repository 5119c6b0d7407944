// SPDX-License-Identifier: GPL-2.0-or-later
import type { ContactId } from '../contact-id.js';
import { grouped } from '../fingerprint-text.js';
import { _ } from '../language.js';
import { shownName } from '../names.js';
import { judge, verdictProblem } from './given-fingerprint.js';
import { questionProblem, secretText } from './secret-text.js';
import { nothingToVerify, type Verification } from './verification.js';

/** `/otr WORD …`: null, or an error for the person. None of them repeats a secret. */
type Command = (id: ContactId, rest: string) => string | null;

/** The commands that verify who a contact is. */
export function verifyCommands(
  verification: Verification,
): readonly (readonly [string, Command])[] {
  return [
    ['auth', (id) => verification.open(id)],
    ['verify', (id, rest) => verify(verification, id, rest)],
    ['distrust', (id) => distrust(verification, id)],
    ['question', (id, rest) => question(verification, id, rest)],
    ['secret', (id, rest) => secret(verification, id, rest)],
    ['answer', (id, rest) => verification.answer(id, rest)],
    ['abort', (id) => verification.abort(id)],
  ];
}

/** Marks the key as verified if `pasted` is its fingerprint. */
function verify(verification: Verification, id: ContactId, pasted: string): string | null {
  if (pasted === '') return verification.open(id, 'compare');
  const { ports, keys } = verification.services;
  const name = shownName(ports.contacts, id);
  const session = verification.current(id);
  if (session === null) return nothingToVerify(name);
  const own = keys.of(id);
  const { fingerprint } = session;
  const verdict = judge(pasted, fingerprint, own.state === 'ready' ? own.fingerprint : '');
  if (verdict === 'same') return verification.decide(id, fingerprint, 'fingerprint');
  const problem = verdictProblem(verdict === 'unfinished' ? 'unreadable' : verdict, name);
  return verdict === 'other'
    ? `${problem} ${_('%{name} uses %{fingerprint}.', { name, fingerprint: grouped(fingerprint) })}`
    : problem;
}

function distrust(verification: Verification, id: ContactId): string | null {
  const session = verification.current(id);
  const name = shownName(verification.services.ports.contacts, id);
  if (session === null) return nothingToVerify(name);
  return verification.decide(id, session.fingerprint, null);
}

const QUOTED = /^(?:"([^"]*)"|“([^”]*)”|«\s*([^»]*?)\s*»)\s*([\s\S]*)$/;

/**
 * "QUESTION" ANSWER: what is not in quotation marks is never taken for a question and sent, since the
 * answer may be in it. Then the window opens with it.
 */
function question(verification: Verification, id: ContactId, rest: string): string | null {
  const match = QUOTED.exec(rest);
  if (match === null) return verification.open(id, 'question', rest);
  const [, straight, curly, angular, typed = ''] = match;
  const asked = straight ?? curly ?? angular ?? '';
  if (typed === '') return verification.open(id, 'question', asked);
  const checked = secretText(typed);
  if ('problem' in checked) return checked.problem;
  const problem = questionProblem(asked, typed);
  return problem === '' ? verification.ask(id, checked.secret, asked.trim()) : problem;
}

/** Answers the contact's request for a secret, or asks for one. */
function secret(verification: Verification, id: ContactId, rest: string): string | null {
  if (verification.pending(id)?.withQuestion === false) return verification.answer(id, rest);
  if (rest === '') return verification.open(id, 'secret');
  const checked = secretText(rest);
  return 'problem' in checked ? checked.problem : verification.ask(id, checked.secret, null);
}
