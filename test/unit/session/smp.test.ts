// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "SMP State Machine", from outside: two people who compare what they know.
import type { SmpRunInfo } from '../../../src/session/events.js';
import { FINGERPRINTS, type Person, privatePair, pump } from '../../support/two-party.js';

/** The outcomes of the runs in one direction, in order. */
function outcomes(person: Person, weAsked: boolean): string[] {
  return person
    .all('smp')
    .filter(({ run }) => run.weAsked === weAsked)
    .map(({ outcome }) => outcome);
}

/** The request that waits for this person's answer. */
function asked(person: Person): SmpRunInfo {
  const run = person.correspondent.smpRuns().find(({ waitsFor }) => waitsFor === 'our-answer');
  if (run === undefined) throw new Error(`${person.name} is not asked`);
  return run;
}

function ask(person: Person, secret: string, question: string | null = null): void {
  person.note(person.correspondent.smpStart(person.correspondent.current(), secret, question));
}

function answer(person: Person, secret: string): void {
  person.note(person.correspondent.smpAnswer(asked(person).id, secret));
}

describe.each([2, 3] as const)('version %i', (version) => {
  const options = { versions: [version] };

  it.each([
    ['the same secret', 'tea', 'tea', null, 'success'],
    ['the same answer to a question', 'tea', 'tea', 'coffee or …?', 'success'],
    ['another secret', 'tea', 'coffee', null, 'failure'],
    ['another answer to a question', 'tea', 'coffee', 'What?', 'failure'],
  ])('%s', (_, first, second, question, result) => {
    const { alice, bob } = privatePair(options);
    ask(alice, first, question);
    pump(alice, bob);
    expect(outcomes(bob, false)).toEqual(['asked']);
    expect(asked(bob)).toMatchObject({ question, withQuestion: question !== null });
    expect(asked(bob).session).toEqual(bob.correspondent.current());
    answer(bob, second);
    pump(alice, bob);
    expect(outcomes(alice, true)).toEqual(['progress', 'progress', result]);
    expect(outcomes(bob, false)).toEqual(['asked', 'progress', result]);
    expect(alice.all('smp').at(-1)?.run.session.fingerprint).toBe(FINGERPRINTS.bob);
    expect([alice, bob].flatMap(({ correspondent }) => correspondent.smpRuns())).toEqual([]);
  });
});
