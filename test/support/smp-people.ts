// SPDX-License-Identifier: GPL-2.0-or-later
// People who compare what they know.
import type { OpenSmpRun } from '../../src/session/events.js';
import type { Person } from './two-party.js';

/** The outcomes of the runs that this person asked for, or was asked for, in order. */
export function outcomes(person: Person, whoAsked: 'us' | 'them'): string[] {
  return person
    .all('smp')
    .filter(({ run }) => run.weAsked === (whoAsked === 'us'))
    .map(({ outcome }) => outcome);
}

/** The request that waits for this person's answer. */
export function asked(person: Person): OpenSmpRun {
  const run = person.correspondent.smpRuns().find(({ waitsFor }) => waitsFor === 'our-answer');
  if (run === undefined) throw new Error(`${person.name} is not asked`);
  return run;
}

/** Asks in the session that the next message would use. */
export function ask(person: Person, secret: string, question: string | null = null): void {
  person.note(person.correspondent.smpStart(person.correspondent.current(), secret, question));
}

export function answer(person: Person, secret: string): void {
  person.note(person.correspondent.smpAnswer(asked(person).id, secret));
}

/** Stops everything that is open. */
export function abort(person: Person): void {
  for (const { id } of person.correspondent.smpRuns())
    person.note(person.correspondent.smpAbort(id));
}
