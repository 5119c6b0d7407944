// SPDX-License-Identifier: GPL-2.0-or-later
import type { SecretBytes } from '../../crypto/secret.js';
import type { Work } from '../../crypto/work.js';
import type { SmpMessage } from '../../wire/smp-messages.js';
import {
  EXPECT1,
  isLive,
  type Role,
  secretsOfRun,
  type SmpNews,
  type SmpOutcome,
  type SmpState,
  type SmpStep,
  type SmpTools,
  type SmpWish,
} from './state.js';
import { advance, begin, compare, conclude, examine, reply } from './steps.js';

const ABORT: SmpMessage = { type: 'smp-abort' };
const PROGRESS: SmpOutcome = { kind: 'progress' };

/**
 * A message of the peer's. Throws OtrFault when a value or proof is wrong: see `smpRefuse`. The state
 * is to stay as it is until the work is done, or dropped: so with every function here.
 */
export function* smpReceive(state: SmpState, message: SmpMessage, tools: SmpTools): Work<SmpStep> {
  const { asking, answering } = state;
  switch (message.type) {
    case 'smp-abort':
      return yield* release(onAbort(state), tools);
    case 'smp1': {
      if (answering.kind !== 'expect1') return yield* smpDecline(state, tools);
      const { question } = message;
      const next = { asking, answering: yield* examine(message) };
      return moved(next, [], [{ role: 'answering', outcome: { kind: 'asked', question } }]);
    }
    case 'smp2': {
      if (asking.kind !== 'expect2') return yield* smpDecline(state, tools);
      const { next, message: reply } = yield* advance(asking, message, tools);
      const news: SmpNews[] = [{ role: 'asking', outcome: PROGRESS }];
      return moved({ asking: next, answering }, [reply], news, [asking.x, asking.a2]);
    }
    case 'smp3': {
      if (answering.kind !== 'expect3') return yield* smpDecline(state, tools);
      // Sent in both cases, so that the peer learns of a difference as a difference.
      const { same, message: last } = yield* conclude(answering, message, tools);
      return yield* release(ended(state, 'answering', outcomeOf(same), [last]), tools);
    }
    case 'smp4':
      if (asking.kind !== 'expect4') return yield* smpDecline(state, tools);
      return ended(state, 'asking', outcomeOf(yield* compare(asking, message)), []);
  }
}

/** What the person wants; `wish.x` belongs to the step. */
export function* smpWish(state: SmpState, wish: SmpWish, tools: SmpTools): Work<SmpStep> {
  switch (wish.kind) {
    case 'start':
      return yield* onStart(state, wish, tools);
    case 'answer': {
      if (state.answering.kind !== 'asked') return { ...kept(state), retire: [wish.x] };
      const { next, message } = yield* reply(state.answering, wish.x, tools);
      const news: SmpNews[] = [{ role: 'answering', outcome: PROGRESS }];
      return moved({ ...state, answering: next }, [message], news, [wish.x]);
    }
    case 'stop':
      return yield* onStop(state, wish, tools);
  }
}

/** "If any of the verifications fails: send an SMP abort, and set smpstate to EXPECT1." */
export function smpRefuse(state: SmpState, role: Role, tools: SmpTools): Work<SmpStep> {
  const { next, retire, news } = stopLive(state, (its) => (its === role ? 'cheated' : 'aborted'));
  // What was refused as it came is news too.
  const first: SmpNews[] = isLive(state, role) ? [] : [{ role, outcome: { kind: 'cheated' } }];
  return release(moved(next, [ABORT], [...first, ...news], retire), tools);
}

/** What does not belong here: "set smpstate to EXPECT1 and send an SMP abort." */
export function smpDecline(state: SmpState, tools: SmpTools): Work<SmpStep> {
  return release({ ...stopLive(state, () => 'error'), send: [ABORT] }, tools);
}

/** The session has gone, or changed: nothing is sent, since the peer's run is void as well. */
export function smpCancel(state: SmpState): SmpStep {
  const waiting = drop(state, 'aborted');
  const { next, retire, news } = stopLive(waiting.next, () => 'aborted');
  return moved(next, [], [...waiting.news, ...news], [...waiting.retire, ...retire]);
}

/**
 * "SMP is already underway. If you wish to restart SMP, send a type 6 TLV and then proceed as if
 * smpstate was SMPSTATE_EXPECT1." While the peer's request is open ours waits: most engines know one
 * run only, and would give up theirs.
 */
function* onStart(
  state: SmpState,
  { x, question }: Extract<SmpWish, { kind: 'start' }>,
  tools: SmpTools,
): Work<SmpStep> {
  const before = isLive(state, 'asking')
    ? { ...stopLive(state, () => 'aborted'), send: [ABORT] }
    : drop(state, 'aborted');
  const { answering } = before.next;
  const next: SmpState = { answering, asking: { kind: 'queued', x, question } };
  const { send, retire } = before;
  if (answering.kind === 'expect1') return yield* release({ ...before, next }, tools);
  return moved(
    next,
    send,
    [...before.news, { role: 'asking', outcome: { kind: 'queued' } }],
    retire,
  );
}

function* onStop(
  state: SmpState,
  { role, because }: Extract<SmpWish, { kind: 'stop' }>,
  tools: SmpTools,
): Work<SmpStep> {
  if (!isLive(state, role)) return drop(state, because);
  const stopped = stopLive(state, (its) => (its === role ? because : 'aborted'));
  return yield* release({ ...stopped, send: [ABORT] }, tools);
}

/** "Set smpstate to EXPECT1." An abort is never answered with an abort. */
function onAbort(state: SmpState): SmpStep {
  return stopLive(state, (role) => {
    const isLast = role === 'asking' && state.asking.kind === 'expect4';
    return isLast ? 'failed-or-aborted' : 'aborted';
  });
}

/** Nothing of the peer's is open any more: our request goes out, if one waits. */
function* release(step: SmpStep, tools: SmpTools): Work<SmpStep> {
  const { asking, answering } = step.next;
  if (asking.kind !== 'queued') return step;
  const { next, message } = yield* begin(asking.x, asking.question, tools);
  const news: SmpNews[] = [...step.news, { role: 'asking', outcome: PROGRESS }];
  return moved({ asking: next, answering }, [...step.send, message], news, step.retire);
}

type Ending = Exclude<SmpOutcome['kind'], 'asked'>;

/** Ends both runs: an abort does not say which one it means. */
function stopLive(state: SmpState, outcome: (role: Role) => Ending): SmpStep {
  const roles = (['asking', 'answering'] as const).filter((role) => isLive(state, role));
  return moved(
    roles.reduce((rest, role) => ({ ...rest, [role]: EXPECT1[role] }), state),
    [],
    roles.map((role) => ({ role, outcome: { kind: outcome(role) } })),
    roles.flatMap((role) => secretsOfRun(state[role])),
  );
}

/** Forgets a request that has not gone out, if there is one; it waits only while the peer's is open. */
function drop(state: SmpState, outcome: Ending): SmpStep {
  if (state.asking.kind !== 'queued') return kept(state);
  const next = { ...state, asking: EXPECT1.asking };
  return moved(next, [], [{ role: 'asking', outcome: { kind: outcome } }], [state.asking.x]);
}

/** One run has come to its result. */
function ended(
  state: SmpState,
  role: Role,
  outcome: SmpOutcome,
  send: readonly SmpMessage[],
): SmpStep {
  const next = { ...state, [role]: EXPECT1[role] };
  return moved(next, send, [{ role, outcome }], secretsOfRun(state[role]));
}

function outcomeOf(same: boolean): SmpOutcome {
  return { kind: same ? 'success' : 'failure' };
}

function kept(state: SmpState): SmpStep {
  return moved(state, [], []);
}

function moved(
  next: SmpState,
  send: readonly SmpMessage[],
  news: readonly SmpNews[],
  retire: readonly SecretBytes[] = [],
): SmpStep {
  return { next, send, news, retire };
}
