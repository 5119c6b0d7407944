// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "SMP State Machine": what each message and wish does in each state. Written from the
// specification; that the two directions are kept apart is docs/decisions/0012.
import { finish } from '../../../../src/crypto/work.js';
import {
  smpCancel,
  smpDecline,
  smpReceive,
  smpRefuse,
  smpWish,
} from '../../../../src/protocol/smp/machine.js';
import {
  EXPECT1,
  secretsOfSmp,
  type SmpState,
  type SmpStep,
} from '../../../../src/protocol/smp/state.js';
import type { SmpMessage } from '../../../../src/wire/smp-messages.js';
import { SeededRandom } from '../../../support/seeded-random.js';
import { newsOf, secret, Side, smpSnapshot } from '../../../support/smp.js';
import { toHex } from '../../../support/vectors.js';

const X = Buffer.alloc(32, 0x11);
const OTHER = Buffer.alloc(32, 0x22);
const QUESTION = Buffer.from('Where?');
const ABORT: SmpMessage = { type: 'smp-abort' };

const random = new SeededRandom('smp table');

// We ask: the messages of that run, and our state before each.
const us = new Side(random);
const peer = new Side(random);
const [smp1] = us.ask(X) as [SmpMessage];
const { asking: expect2 } = us.state;
peer.hear(smp1);
const [smp2] = peer.answer(X) as [SmpMessage];
const [smp3] = us.hear(smp2) as [SmpMessage];
const { asking: expect4 } = us.state;
const [smp4] = peer.hear(smp3) as [SmpMessage];

// They ask: the same from the other side.
const bob = new Side(random);
const alice = new Side(random);
const [theirSmp1] = alice.ask(X, QUESTION) as [SmpMessage];
bob.hear(theirSmp1);
const { answering: asked } = bob.state;
const [ourSmp2] = bob.answer(X) as [SmpMessage];
const { answering: expect3 } = bob.state;
const [theirSmp3] = alice.hear(ourSmp2) as [SmpMessage];

const queued: SmpState['asking'] = { kind: 'queued', x: secret(OTHER), question: null };
const none = EXPECT1;

const states = {
  nothing: none,
  'we asked': { ...none, asking: expect2 },
  'we compared': { ...none, asking: expect4 },
  'they asked': { ...none, answering: asked },
  'we answered': { ...none, answering: expect3 },
  'both asked': { asking: expect2, answering: asked },
  'both answered': { asking: expect4, answering: expect3 },
  'ours waits, they asked': { asking: queued, answering: asked },
  'ours waits, we answered': { asking: queued, answering: expect3 },
} as const satisfies Readonly<Record<string, SmpState>>;

type Name = keyof typeof states;

const tools = { random };
const inputs = {
  SMP1: (state: SmpState) => finish(smpReceive(state, theirSmp1, tools)),
  SMP2: (state: SmpState) => finish(smpReceive(state, smp2, tools)),
  SMP3: (state: SmpState) => finish(smpReceive(state, theirSmp3, tools)),
  SMP4: (state: SmpState) => finish(smpReceive(state, smp4, tools)),
  abort: (state: SmpState) => finish(smpReceive(state, ABORT, tools)),
  'we ask': (state: SmpState) =>
    finish(smpWish(state, { kind: 'start', x: secret(X), question: null }, tools)),
  'we answer': (state: SmpState) => finish(smpWish(state, { kind: 'answer', x: secret(X) }, tools)),
  'we take ours back': (state: SmpState) =>
    finish(smpWish(state, { kind: 'stop', role: 'asking', because: 'aborted' }, tools)),
  'we decline theirs': (state: SmpState) =>
    finish(smpWish(state, { kind: 'stop', role: 'answering', because: 'aborted' }, tools)),
  'ours expires': (state: SmpState) =>
    finish(smpWish(state, { kind: 'stop', role: 'asking', because: 'expired' }, tools)),
  'theirs expires': (state: SmpState) =>
    finish(smpWish(state, { kind: 'stop', role: 'answering', because: 'expired' }, tools)),
  'the session ends': (state: SmpState) => smpCancel(state),
} as const;

type Input = keyof typeof inputs;

/** "asking answering | sent | news" */
type Cell = readonly [Name, Input, string];

const KEPT = 'as it was';

// prettier-ignore
const SPECIFICATION: readonly Cell[] = [
  // "If smpstate is SMPSTATE_EXPECT1: verify …"; and the person is asked.
  ['nothing',                 'SMP1',              'idle asked | | answering: asked'],
  ['we asked',                'SMP1',              'expect2 asked | | answering: asked'],
  ['we compared',             'SMP1',              'expect4 asked | | answering: asked'],
  // "If smpstate is not SMPSTATE_EXPECT1: set smpstate to SMPSTATE_EXPECT1 and send a type 6 TLV"
  ['they asked',              'SMP1',              'idle expect1 | smp-abort | answering: error'],
  ['we answered',             'SMP1',              'idle expect1 | smp-abort | answering: error'],
  ['both asked',              'SMP1',              'idle expect1 | smp-abort | asking: error, answering: error'],
  ['both answered',           'SMP1',              'idle expect1 | smp-abort | asking: error, answering: error'],
  ['ours waits, they asked',  'SMP1',              'expect2 expect1 | smp-abort smp1 | answering: error, asking: progress'],
  ['ours waits, we answered', 'SMP1',              'expect2 expect1 | smp-abort smp1 | answering: error, asking: progress'],

  // "If smpstate is SMPSTATE_EXPECT2: … set smpstate to SMPSTATE_EXPECT4", else abort
  ['nothing',                 'SMP2',              'idle expect1 | smp-abort |'],
  ['we asked',                'SMP2',              'expect4 expect1 | smp3 | asking: progress'],
  ['we compared',             'SMP2',              'idle expect1 | smp-abort | asking: error'],
  ['they asked',              'SMP2',              'idle expect1 | smp-abort | answering: error'],
  ['we answered',             'SMP2',              'idle expect1 | smp-abort | answering: error'],
  ['both asked',              'SMP2',              'expect4 asked | smp3 | asking: progress'],
  ['both answered',           'SMP2',              'idle expect1 | smp-abort | asking: error, answering: error'],
  ['ours waits, they asked',  'SMP2',              'expect2 expect1 | smp-abort smp1 | answering: error, asking: progress'],
  ['ours waits, we answered', 'SMP2',              'expect2 expect1 | smp-abort smp1 | answering: error, asking: progress'],

  // "If smpstate is SMPSTATE_EXPECT3: … set smpstate to SMPSTATE_EXPECT1", else abort
  ['nothing',                 'SMP3',              'idle expect1 | smp-abort |'],
  ['we asked',                'SMP3',              'idle expect1 | smp-abort | asking: error'],
  ['we compared',             'SMP3',              'idle expect1 | smp-abort | asking: error'],
  ['they asked',              'SMP3',              'idle expect1 | smp-abort | answering: error'],
  ['we answered',             'SMP3',              'idle expect1 | smp4 | answering: success'],
  ['both asked',              'SMP3',              'idle expect1 | smp-abort | asking: error, answering: error'],
  ['both answered',           'SMP3',              'expect4 expect1 | smp4 | answering: success'],
  ['ours waits, they asked',  'SMP3',              'expect2 expect1 | smp-abort smp1 | answering: error, asking: progress'],
  ['ours waits, we answered', 'SMP3',              'expect2 expect1 | smp4 smp1 | answering: success, asking: progress'],

  // "If smpstate is SMPSTATE_EXPECT4: … set smpstate to SMPSTATE_EXPECT1", else abort
  ['nothing',                 'SMP4',              'idle expect1 | smp-abort |'],
  ['we asked',                'SMP4',              'idle expect1 | smp-abort | asking: error'],
  ['we compared',             'SMP4',              'idle expect1 | | asking: success'],
  ['they asked',              'SMP4',              'idle expect1 | smp-abort | answering: error'],
  ['we answered',             'SMP4',              'idle expect1 | smp-abort | answering: error'],
  ['both asked',              'SMP4',              'idle expect1 | smp-abort | asking: error, answering: error'],
  ['both answered',           'SMP4',              'idle expect3 | | asking: success'],
  ['ours waits, they asked',  'SMP4',              'expect2 expect1 | smp-abort smp1 | answering: error, asking: progress'],
  ['ours waits, we answered', 'SMP4',              'expect2 expect1 | smp-abort smp1 | answering: error, asking: progress'],

  // "Set smpstate to SMPSTATE_EXPECT1", and no abort in answer. Some engines abort when the secrets differ.
  ['nothing',                 'abort',             KEPT],
  ['we asked',                'abort',             'idle expect1 | | asking: aborted'],
  ['we compared',             'abort',             'idle expect1 | | asking: failed-or-aborted'],
  ['they asked',              'abort',             'idle expect1 | | answering: aborted'],
  ['we answered',             'abort',             'idle expect1 | | answering: aborted'],
  ['both asked',              'abort',             'idle expect1 | | asking: aborted, answering: aborted'],
  ['both answered',           'abort',             'idle expect1 | | asking: failed-or-aborted, answering: aborted'],
  ['ours waits, they asked',  'abort',             'expect2 expect1 | smp1 | answering: aborted, asking: progress'],
  ['ours waits, we answered', 'abort',             'expect2 expect1 | smp1 | answering: aborted, asking: progress'],

  // "User requests to begin SMP": "if you wish to restart SMP, send a type 6 TLV"
  ['nothing',                 'we ask',            'expect2 expect1 | smp1 | asking: progress'],
  ['we asked',                'we ask',            'expect2 expect1 | smp-abort smp1 | asking: aborted, asking: progress'],
  ['we compared',             'we ask',            'expect2 expect1 | smp-abort smp1 | asking: aborted, asking: progress'],
  ['they asked',              'we ask',            'queued asked | | asking: queued'],
  ['we answered',             'we ask',            'queued expect3 | | asking: queued'],
  ['both asked',              'we ask',            'expect2 expect1 | smp-abort smp1 | asking: aborted, answering: aborted, asking: progress'],
  ['both answered',           'we ask',            'expect2 expect1 | smp-abort smp1 | asking: aborted, answering: aborted, asking: progress'],
  ['ours waits, they asked',  'we ask',            'queued asked | | asking: aborted, asking: queued'],
  ['ours waits, we answered', 'we ask',            'queued expect3 | | asking: aborted, asking: queued'],

  ['nothing',                 'we answer',         KEPT],
  ['we asked',                'we answer',         KEPT],
  ['we compared',             'we answer',         KEPT],
  ['they asked',              'we answer',         'idle expect3 | smp2 | answering: progress'],
  ['we answered',             'we answer',         KEPT],
  ['both asked',              'we answer',         'expect2 expect3 | smp2 | answering: progress'],
  ['both answered',           'we answer',         KEPT],
  ['ours waits, they asked',  'we answer',         'queued expect3 | smp2 | answering: progress'],
  ['ours waits, we answered', 'we answer',         KEPT],

  // "User requests to abort SMP": "send a type 6 TLV (SMP abort) and set smpstate to SMPSTATE_EXPECT1"
  ['nothing',                 'we take ours back', KEPT],
  ['we asked',                'we take ours back', 'idle expect1 | smp-abort | asking: aborted'],
  ['we compared',             'we take ours back', 'idle expect1 | smp-abort | asking: aborted'],
  ['they asked',              'we take ours back', KEPT],
  ['we answered',             'we take ours back', KEPT],
  ['both asked',              'we take ours back', 'idle expect1 | smp-abort | asking: aborted, answering: aborted'],
  ['both answered',           'we take ours back', 'idle expect1 | smp-abort | asking: aborted, answering: aborted'],
  ['ours waits, they asked',  'we take ours back', 'idle asked | | asking: aborted'],
  ['ours waits, we answered', 'we take ours back', 'idle expect3 | | asking: aborted'],

  ['nothing',                 'we decline theirs', KEPT],
  ['we asked',                'we decline theirs', KEPT],
  ['we compared',             'we decline theirs', KEPT],
  ['they asked',              'we decline theirs', 'idle expect1 | smp-abort | answering: aborted'],
  ['we answered',             'we decline theirs', 'idle expect1 | smp-abort | answering: aborted'],
  ['both asked',              'we decline theirs', 'idle expect1 | smp-abort | asking: aborted, answering: aborted'],
  ['both answered',           'we decline theirs', 'idle expect1 | smp-abort | asking: aborted, answering: aborted'],
  ['ours waits, they asked',  'we decline theirs', 'expect2 expect1 | smp-abort smp1 | answering: aborted, asking: progress'],
  ['ours waits, we answered', 'we decline theirs', 'expect2 expect1 | smp-abort smp1 | answering: aborted, asking: progress'],

  ['nothing',                 'ours expires',      KEPT],
  ['we asked',                'ours expires',      'idle expect1 | smp-abort | asking: expired'],
  ['we compared',             'ours expires',      'idle expect1 | smp-abort | asking: expired'],
  ['they asked',              'ours expires',      KEPT],
  ['we answered',             'ours expires',      KEPT],
  ['both asked',              'ours expires',      'idle expect1 | smp-abort | asking: expired, answering: aborted'],
  ['both answered',           'ours expires',      'idle expect1 | smp-abort | asking: expired, answering: aborted'],
  ['ours waits, they asked',  'ours expires',      'idle asked | | asking: expired'],
  ['ours waits, we answered', 'ours expires',      'idle expect3 | | asking: expired'],

  ['nothing',                 'theirs expires',    KEPT],
  ['we asked',                'theirs expires',    KEPT],
  ['we compared',             'theirs expires',    KEPT],
  ['they asked',              'theirs expires',    'idle expect1 | smp-abort | answering: expired'],
  ['we answered',             'theirs expires',    'idle expect1 | smp-abort | answering: expired'],
  ['both asked',              'theirs expires',    'idle expect1 | smp-abort | asking: aborted, answering: expired'],
  ['both answered',           'theirs expires',    'idle expect1 | smp-abort | asking: aborted, answering: expired'],
  ['ours waits, they asked',  'theirs expires',    'expect2 expect1 | smp-abort smp1 | answering: expired, asking: progress'],
  ['ours waits, we answered', 'theirs expires',    'expect2 expect1 | smp-abort smp1 | answering: expired, asking: progress'],

  // The secret is bound to the session id: nothing survives it, and nothing is sent in it.
  ['nothing',                 'the session ends',  KEPT],
  ['we asked',                'the session ends',  'idle expect1 | | asking: aborted'],
  ['we compared',             'the session ends',  'idle expect1 | | asking: aborted'],
  ['they asked',              'the session ends',  'idle expect1 | | answering: aborted'],
  ['we answered',             'the session ends',  'idle expect1 | | answering: aborted'],
  ['both asked',              'the session ends',  'idle expect1 | | asking: aborted, answering: aborted'],
  ['both answered',           'the session ends',  'idle expect1 | | asking: aborted, answering: aborted'],
  ['ours waits, they asked',  'the session ends',  'idle expect1 | | asking: aborted, answering: aborted'],
  ['ours waits, we answered', 'the session ends',  'idle expect1 | | asking: aborted, answering: aborted'],
];

function summary({ next, send, ...rest }: SmpStep): string {
  const types = send.map(({ type }) => type).join(' ');
  const news = newsOf({ next, send, ...rest }).join(', ');
  return [`${next.asking.kind} ${next.answering.kind}`, types, news]
    .map((part) => (part === '' ? '' : ` ${part}`))
    .join(' |')
    .trim();
}

describe('the table', () => {
  it.each(SPECIFICATION)('%s: %s', (name, input, expected) => {
    const state = states[name];
    const before = smpSnapshot(state);
    const step = inputs[input](state);
    if (expected === KEPT) {
      expect(step.next).toBe(state);
      expect([step.send, step.news]).toEqual([[], []]);
    } else {
      expect(summary(step)).toBe(expected);
    }
    // The step is pure.
    expect(smpSnapshot(state)).toBe(before);
  });

  it('has every input in every state', () => {
    const cells = SPECIFICATION.map(([name, input]) => `${name}: ${input}`);
    const wanted = Object.keys(states).flatMap((name) =>
      Object.keys(inputs).map((input) => `${name}: ${input}`),
    );
    expect([...cells].sort()).toEqual(wanted.sort());
  });

  it('retires each secret once when no state owns it any more, and no other', () => {
    for (const state of Object.values(states))
      for (const input of Object.values(inputs)) {
        const step = input(state);
        const [owned, kept] = [secretsOfSmp(state), secretsOfSmp(step.next)];
        expect(new Set(step.retire).size).toBe(step.retire.length);
        expect(step.retire.filter((each) => kept.includes(each))).toEqual([]);
        // Nothing is lost, and at most the secret that a wish brought retires beside it.
        const lost = owned.filter((each) => !kept.includes(each) && !step.retire.includes(each));
        expect(lost).toEqual([]);
        const brought = step.retire.filter((each) => !owned.includes(each));
        expect(brought.map((each) => toHex(each.reveal()))).toEqual(brought.map(() => toHex(X)));
        expect(brought.length).toBeLessThan(2);
      }
  });

  it('retires an answer that nobody waits for', () => {
    const isOpen = ({ answering }: SmpState): boolean => answering.kind === 'asked';
    for (const state of Object.values(states).filter((each) => !isOpen(each)))
      expect(inputs['we answer'](state).retire.map((each) => toHex(each.reveal()))).toEqual([
        toHex(X),
      ]);
  });
});

describe('a refused message', () => {
  it.each([
    ['nothing', 'answering', 'idle expect1 | smp-abort | answering: cheated'],
    ['we asked', 'asking', 'idle expect1 | smp-abort | asking: cheated'],
    ['we compared', 'asking', 'idle expect1 | smp-abort | asking: cheated'],
    ['we answered', 'answering', 'idle expect1 | smp-abort | answering: cheated'],
    ['both asked', 'asking', 'idle expect1 | smp-abort | asking: cheated, answering: aborted'],
    [
      'ours waits, we answered',
      'answering',
      'expect2 expect1 | smp-abort smp1 | answering: cheated, asking: progress',
    ],
  ] as const)('%s, %s: ends everything, and says so', (name, role, expected) => {
    expect(summary(finish(smpRefuse(states[name], role, tools)))).toBe(expected);
  });

  it('is declined in the same way when there were too many', () => {
    expect(summary(finish(smpDecline(none, tools)))).toBe('idle expect1 | smp-abort |');
  });
});
