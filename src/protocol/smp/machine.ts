// SPDX-License-Identifier: GPL-2.0-or-later
import type { SecretBytes } from '../../crypto/secret.js';
import type { SmpMessage } from '../../wire/smp-messages.js';
import {
  EXPECT1,
  secretsOfSmp,
  type SmpOutcome,
  type SmpState,
  type SmpStep,
  type SmpTools,
  type SmpWish,
} from './state.js';
import { advance, begin, compare, conclude, examine, reply } from './steps.js';

const ABORT: SmpMessage = { type: 'smp-abort' };

/** A message of the peer's. Throws OtrFault when a value or proof is wrong: see `smpRefuse`. */
export function smpReceive(state: SmpState, message: SmpMessage, tools: SmpTools): SmpStep {
  switch (message.type) {
    case 'smp-abort':
      return onAbort(state);
    case 'smp1':
      if (state.kind !== 'expect1') return misplaced(state);
      return move(examine(message), [], { kind: 'asked', question: message.question });
    case 'smp2': {
      if (state.kind !== 'expect2') return misplaced(state);
      const moved = advance(state, message, tools);
      return move(moved.next, [moved.message], { kind: 'progress' }, [state.x, state.a2]);
    }
    case 'smp3': {
      if (state.kind !== 'expect3') return misplaced(state);
      // Sent in both cases, so that the peer learns of a difference as a difference.
      const { same, message: answer } = conclude(state, message, tools);
      return { ...stop(state, { kind: same ? 'success' : 'failure' }), send: [answer] };
    }
    case 'smp4':
      if (state.kind !== 'expect4') return misplaced(state);
      return stop(state, { kind: compare(state, message) ? 'success' : 'failure' });
  }
}

/** What the person wants; `wish.x` belongs to the step. */
export function smpWish(state: SmpState, wish: SmpWish, tools: SmpTools): SmpStep {
  switch (wish.kind) {
    case 'start': {
      const stopped = stop(state, null);
      const moved = begin(wish.x, wish.question, tools);
      const send = state.kind === 'expect1' ? [moved.message] : [ABORT, moved.message];
      return move(moved.next, send, { kind: 'progress' }, stopped.retire);
    }
    case 'answer': {
      if (state.kind !== 'asked') return { ...keep(state), retire: [wish.x] };
      const moved = reply(state, wish.x, tools);
      return move(moved.next, [moved.message], { kind: 'progress' }, [wish.x]);
    }
    case 'abort':
      return state.kind === 'expect1'
        ? keep(state)
        : { ...stop(state, { kind: 'aborted' }), send: [ABORT] };
  }
}

/** "If any of the verifications fails: send an SMP abort, and set smpstate to EXPECT1." */
export function smpRefuse(state: SmpState): SmpStep {
  return { ...stop(state, { kind: 'cheated' }), send: [ABORT] };
}

/** The session has gone, or changed: nothing is sent, since the peer's run is void as well. */
export function smpCancel(state: SmpState): SmpStep {
  return stop(state, state.kind === 'expect1' ? null : { kind: 'aborted' });
}

/** An abort is never answered with an abort. */
function onAbort(state: SmpState): SmpStep {
  if (state.kind === 'expect1') return keep(state);
  return stop(state, { kind: state.kind === 'expect4' ? 'failed-or-aborted' : 'aborted' });
}

/** "Set smpstate to EXPECT1 and send an SMP abort." */
function misplaced(state: SmpState): SmpStep {
  const outcome: SmpOutcome | null = state.kind === 'expect1' ? null : { kind: 'error' };
  return { ...stop(state, outcome), send: [ABORT] };
}

function keep(state: SmpState): SmpStep {
  return { next: state, send: [], outcome: null, retire: [] };
}

function move(
  next: SmpState,
  send: readonly SmpMessage[],
  outcome: SmpOutcome,
  retire: readonly SecretBytes[] = [],
): SmpStep {
  return { next, send, outcome, retire };
}

function stop(state: SmpState, outcome: SmpOutcome | null): SmpStep {
  return { next: EXPECT1, send: [], outcome, retire: secretsOfSmp(state) };
}
