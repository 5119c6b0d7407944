// SPDX-License-Identifier: GPL-2.0-or-later
import { wipe } from '../crypto/secret.js';
import type { Role, SmpNews, SmpOutcome, SmpState, SmpStep } from '../protocol/smp/state.js';
import { fromUtf8 } from '../wire/bytes.js';
import { encodeSmp } from '../wire/smp-messages.js';
import type { Context } from './context.js';
import type { OpenSmpRun, SmpRunInfo } from './events.js';
import type { Instance, SmpRun } from './instance.js';
import { SMP_ANSWER_LIFETIME, SMP_STEP_LIFETIME } from './limits.js';
import { transmitData } from './transmit.js';

const ROLES = ['asking', 'answering'] as const;

/**
 * Keeps the new state, sends what is to be sent, and tells the news, in this order. `question`: that
 * of a request of ours which begins in this step.
 */
export function apply(
  context: Context,
  instance: Instance,
  step: SmpStep,
  question: string | null = null,
): void {
  if (instance.message.kind !== 'encrypted') throw new Error('no session');
  const { asking, answering } = instance.message.smp;
  const runs: Record<Role, SmpRun | null> = { asking, answering };
  const told = step.news.map((news) => {
    const { role, outcome } = news;
    const run = runs[role] ?? newRun(context, news, question);
    runs[role] = isOpen(outcome) ? { ...run, since: context.now } : null;
    return { outcome: outcome.kind, run: describeRun(context, instance, role, run) };
  });
  instance.message = { ...instance.message, smp: { state: step.next, ...runs } };
  wipe(step.retire);
  for (const message of step.send)
    transmitData(context, instance, { text: '', tlvs: [encodeSmp(message)], internal: true });
  for (const each of told) context.emit({ kind: 'smp', ...each });
}

/** A request that comes, goes out, or is refused as it comes. */
function newRun(context: Context, { role, outcome }: SmpNews, question: string | null): SmpRun {
  const theirs = outcome.kind === 'asked' && outcome.question !== null ? outcome.question : null;
  const asked = theirs === null ? null : fromUtf8(theirs);
  const run = { id: context.newRunId(), since: context.now };
  return { ...run, question: role === 'asking' ? question : asked };
}

function isOpen({ kind }: SmpOutcome): boolean {
  return kind === 'asked' || kind === 'queued' || kind === 'progress';
}

function describeRun(
  context: Context,
  instance: Instance,
  role: Role,
  { id, question }: SmpRun,
): SmpRunInfo {
  const session = context.describe(instance);
  return { id, weAsked: role === 'asking', withQuestion: question !== null, question, session };
}

/** The comparisons of this instance that are open. */
export function openRuns(context: Context, instance: Instance): readonly OpenSmpRun[] {
  if (instance.message.kind !== 'encrypted') return [];
  const { smp } = instance.message;
  return ROLES.flatMap((role) => {
    const run = smp[role];
    if (run === null) return [];
    return [{ ...describeRun(context, instance, role, run), waitsFor: waitsFor(smp.state[role]) }];
  });
}

function waitsFor({ kind }: SmpState[Role]): OpenSmpRun['waitsFor'] {
  if (kind === 'asked') return 'our-answer';
  return kind === 'queued' ? 'their-request' : 'peer';
}

/** When each run is given up; a request of the peer's waits for our person without end. */
export function deadlines({ message, work }: Instance): readonly (readonly [Role, number])[] {
  if (message.kind !== 'encrypted' || work !== null) return [];
  const { smp } = message;
  return ROLES.flatMap((role) => {
    const run = smp[role];
    const lifetime = lifetimeOf(smp.state[role]);
    return run === null || lifetime === null ? [] : [[role, run.since + lifetime] as const];
  });
}

function lifetimeOf({ kind }: SmpState[Role]): number | null {
  switch (kind) {
    case 'idle':
    case 'expect1':
    case 'asked':
      return null;
    case 'queued':
    case 'expect2':
      return SMP_ANSWER_LIFETIME;
    case 'expect3':
    case 'expect4':
      return SMP_STEP_LIFETIME;
  }
}
