// SPDX-License-Identifier: GPL-2.0-or-later
// The comparison of secrets from outside: two people, what they are told, and when it ends.
import type { SessionEvent } from '../../../src/session/events.js';
import { TLV } from '../../../src/wire/tlv.js';
import { withHostile } from '../../support/attack.js';
import { SeededRandom } from '../../support/seeded-random.js';
import type { Hostile } from '../../support/hostile.js';
import { honestSmp1, smpTlv } from '../../support/smp-textbook.js';
import { abort, answer, ask, asked, outcomes } from '../../support/smp-people.js';
import { BOB_TAG, FINGERPRINTS, pair, Person, privatePair, pump } from '../../support/two-party.js';
import { IDENTITIES } from '../../support/vectors.js';

const MINUTE = 60_000;

/** Nothing is open, and a new comparison works. */
function expectIdle(alice: Person, bob: Person): void {
  expect([alice, bob].flatMap(({ correspondent }) => correspondent.smpRuns())).toEqual([]);
  ask(alice, 'again');
  pump(alice, bob);
  answer(bob, 'again');
  pump(alice, bob);
  expect([outcomes(alice, 'us').at(-1), outcomes(bob, 'them').at(-1)]).toEqual([
    'success',
    'success',
  ]);
}

const codes = (events: readonly SessionEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'notice' ? [event.code] : []));

describe.each([2, 3] as const)('version %i', (version) => {
  const options = { versions: [version] };

  it.each([
    ['the same secret', 'tea', 'tea', null, 'success'],
    ['the same answer to a question', 'tea', 'tea', 'coffee or …?', 'success'],
    ['another secret', 'tea', 'coffee', null, 'failure'],
    ['another answer to a question', 'tea', 'coffee', 'What?', 'failure'],
    ['the same in another case', 'tea', 'Tea', null, 'failure'],
    ['the same with a blank', 'tea', 'tea ', null, 'failure'],
    ['the same in many scripts', 'Grüße 日本語 👍🏽', 'Grüße 日本語 👍🏽', 'Où ça\u00a0?', 'success'],
  ])('%s', (_, first, second, question, result) => {
    const { alice, bob } = privatePair(options);
    ask(alice, first, question);
    pump(alice, bob);
    expect(outcomes(bob, 'them')).toEqual(['asked']);
    expect(asked(bob)).toMatchObject({ question, withQuestion: question !== null });
    expect(asked(bob).session).toEqual(bob.correspondent.current());
    answer(bob, second);
    pump(alice, bob);
    expect(outcomes(alice, 'us')).toEqual(['progress', 'progress', result]);
    expect(outcomes(bob, 'them')).toEqual(['asked', 'progress', result]);
    expect(alice.all('smp').map(({ run }) => run)).toEqual(
      Array.from({ length: 3 }, () => ({
        id: 1,
        weAsked: true,
        withQuestion: question !== null,
        question,
        session: alice.correspondent.current(),
      })),
    );
    expect(alice.correspondent.current().fingerprint).toBe(FINGERPRINTS.bob);
    expectIdle(alice, bob);
  });

  it('no message of it asks for a reaction when it cannot be read, and none shows anything', () => {
    const { alice, bob } = privatePair(options);
    const before = alice.shown.length + bob.shown.length;
    ask(alice, 'tea', 'or coffee?');
    pump(alice, bob);
    answer(bob, 'tea');
    pump(alice, bob);
    expect(alice.shown.length + bob.shown.length).toBe(before);
    expect([...alice.notices, ...bob.notices]).toEqual([]);
  });

  it.each(['whoever asks', 'whoever is asked'])('%s may stop it', (who) => {
    const { alice, bob } = privatePair(options);
    ask(alice, 'tea');
    pump(alice, bob);
    abort(who === 'whoever asks' ? alice : bob);
    pump(alice, bob);
    expect(outcomes(alice, 'us').at(-1)).toBe('aborted');
    expect(outcomes(bob, 'them').at(-1)).toBe('aborted');
    expectIdle(alice, bob);
  });

  it('an abort is not answered with an abort', () => {
    const { alice, bob } = privatePair(options);
    ask(alice, 'tea');
    pump(alice, bob);
    abort(alice);
    const before = bob.wire.length;
    pump(alice, bob);
    expect(bob.wire).toHaveLength(before);
  });
});

describe('requests that cross', () => {
  it('are both open, and each is answered in its own time', () => {
    const { alice, bob } = privatePair();
    ask(alice, 'a', 'from alice?');
    ask(bob, 'b', 'from bob?');
    pump(alice, bob);
    expect(asked(alice).question).toBe('from bob?');
    expect(asked(bob).question).toBe('from alice?');
    expect(alice.correspondent.smpRuns().map(({ waitsFor }) => waitsFor)).toEqual([
      'peer',
      'our-answer',
    ]);
    answer(bob, 'a');
    pump(alice, bob);
    expect(outcomes(alice, 'us').at(-1)).toBe('success');
    expect(outcomes(bob, 'them').at(-1)).toBe('success');
    answer(alice, 'wrong');
    pump(alice, bob);
    expect(outcomes(alice, 'them').at(-1)).toBe('failure');
    expect(outcomes(bob, 'us').at(-1)).toBe('failure');
    expectIdle(alice, bob);
  });

  it('are different comparisons: one’s own request is no answer to it', () => {
    const { alice, bob } = privatePair();
    ask(alice, 'same');
    ask(bob, 'same');
    pump(alice, bob);
    expect([...outcomes(alice, 'us'), ...outcomes(bob, 'us')]).toEqual(['progress', 'progress']);
    const ids = alice.correspondent.smpRuns().map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  it('end together: an abort does not say which one it means', () => {
    const { alice, bob } = privatePair();
    ask(alice, 'a');
    ask(bob, 'b');
    pump(alice, bob);
    alice.note(alice.correspondent.smpAbort(asked(alice).id));
    pump(alice, bob);
    for (const side of [alice, bob])
      expect([outcomes(side, 'us').at(-1), outcomes(side, 'them').at(-1)]).toEqual([
        'aborted',
        'aborted',
      ]);
    expectIdle(alice, bob);
  });
});

describe('our request while theirs is open', () => {
  it('goes out when theirs has come to its end', () => {
    const { alice, bob } = privatePair();
    ask(bob, 'b');
    pump(alice, bob);
    const before = alice.wire.length;
    ask(alice, 'a', 'and you?');
    expect(alice.wire).toHaveLength(before);
    expect(outcomes(alice, 'us')).toEqual(['queued']);
    answer(alice, 'b');
    pump(alice, bob);
    expect(outcomes(bob, 'us').at(-1)).toBe('success');
    expect(asked(bob).question).toBe('and you?');
    answer(bob, 'a');
    pump(alice, bob);
    expect(outcomes(alice, 'us')).toEqual(['queued', 'progress', 'progress', 'success']);
  });

  it.each(['they take it back', 'we decline it'])('goes out when %s', (how) => {
    const { alice, bob } = privatePair();
    ask(bob, 'b');
    pump(alice, bob);
    ask(alice, 'a');
    if (how === 'they take it back') abort(bob);
    else alice.note(alice.correspondent.smpAbort(asked(alice).id));
    pump(alice, bob);
    expect(outcomes(alice, 'us')).toEqual(['queued', 'progress']);
    answer(bob, 'a');
    pump(alice, bob);
    expect(outcomes(alice, 'us').at(-1)).toBe('success');
  });

  it('can be taken back without a word to the peer', () => {
    const { alice, bob } = privatePair();
    ask(bob, 'b');
    pump(alice, bob);
    ask(alice, 'a');
    const before = alice.wire.length;
    const ours = alice.correspondent.smpRuns().find(({ weAsked }) => weAsked)!;
    expect(ours.waitsFor).toBe('their-request');
    alice.note(alice.correspondent.smpAbort(ours.id));
    expect(alice.wire).toHaveLength(before);
    expect(outcomes(alice, 'us')).toEqual(['queued', 'aborted']);
    answer(alice, 'b');
    pump(alice, bob);
    expect(outcomes(bob, 'us').at(-1)).toBe('success');
  });
});

describe('an answer belongs to its request', () => {
  it('one that came too late goes nowhere', () => {
    const { alice, bob } = privatePair();
    ask(alice, 'first');
    pump(alice, bob);
    const { id } = asked(bob);
    abort(alice);
    pump(alice, bob);
    expect(codes(bob.correspondent.smpAnswer(id, 'first'))).toEqual(['smp-gone']);
    ask(alice, 'second');
    pump(alice, bob);
    expect(asked(bob).id).not.toBe(id);
    expect(codes(bob.correspondent.smpAnswer(id, 'first'))).toEqual(['smp-gone']);
    expect(bob.outbox).toEqual([]);
  });

  it.each(['a refresh', 'the end and a new beginning'])('%s makes it void', (how) => {
    const { alice, bob } = privatePair();
    ask(alice, 'tea', 'or?');
    pump(alice, bob);
    const { id } = asked(bob);
    if (how !== 'a refresh') alice.end();
    alice.start();
    pump(alice, bob);
    expect(bob.state).toBe('encrypted');
    expect(outcomes(bob, 'them')).toEqual(['asked', 'aborted']);
    expect(outcomes(alice, 'us')).toEqual(['progress', 'aborted']);
    ask(alice, 'a secret of the new session');
    pump(alice, bob);
    expect(codes(bob.correspondent.smpAnswer(id, 'tea'))).toEqual(['smp-gone']);
    expect(bob.outbox).toEqual([]);
    answer(bob, 'a secret of the new session');
    pump(alice, bob);
    expect(outcomes(alice, 'us').at(-1)).toBe('success');
  });

  it('twice is once', () => {
    const { alice, bob } = privatePair();
    ask(alice, 'tea');
    pump(alice, bob);
    const { id } = asked(bob);
    answer(bob, 'tea');
    const before = bob.wire.length;
    expect(codes(bob.correspondent.smpAnswer(id, 'tea'))).toEqual(['smp-gone']);
    expect(bob.wire).toHaveLength(before);
  });

  it('our own request is not one that we can answer', () => {
    const { alice } = privatePair();
    ask(alice, 'tea');
    const [ours] = alice.correspondent.smpRuns();
    expect(codes(alice.correspondent.smpAnswer(ours!.id, 'tea'))).toEqual(['smp-gone']);
  });
});

describe('a request belongs to the session that was on the screen', () => {
  it('and goes on over a refresh with the same key', () => {
    const { alice, bob } = privatePair();
    const seen = alice.correspondent.current();
    bob.start();
    pump(alice, bob);
    alice.note(alice.correspondent.smpStart(seen, 'tea', null));
    pump(alice, bob);
    expect(outcomes(bob, 'them')).toEqual(['asked']);
  });

  it('but not when another key sits there', () => {
    const { alice, bob, clock } = privatePair();
    const seen = alice.correspondent.current();
    const mallory = new Person({
      name: 'mallory',
      identity: IDENTITIES.alice,
      tag: BOB_TAG,
      clock,
    });
    mallory.start();
    pump(mallory, alice);
    expect(alice.correspondent.current().fingerprint).not.toBe(seen.fingerprint);
    const before = alice.wire.length;
    expect(codes(alice.correspondent.smpStart(seen, 'tea', null))).toEqual(['smp-gone']);
    expect(alice.wire).toHaveLength(before);
    expect(bob.correspondent.smpRuns()).toEqual([]);
  });

  it.each(['finished', 'plaintext'])('nor when it is %s', (state) => {
    const { alice, bob } = privatePair();
    const seen = alice.correspondent.current();
    if (state === 'finished') bob.end();
    pump(alice, bob);
    if (state === 'plaintext') alice.end();
    expect(alice.state).toBe(state);
    expect(codes(alice.correspondent.smpStart(seen, 'tea', null))).toEqual(['smp-gone']);
    expect(alice.correspondent.smpRuns()).toEqual([]);
  });

  it('and there may be one with each program of the contact', () => {
    const { alice, bob, clock } = privatePair();
    const second = new Person({ name: 'bob 2', identity: IDENTITIES.bob, tag: 0x3003, clock });
    second.start();
    pump(second, alice);
    const [a, b] = alice.correspondent.sessions();
    expect(new Set([a?.theirTag, b?.theirTag])).toEqual(new Set([BOB_TAG, 0x3003]));
    for (const session of [a!, b!])
      alice.note(alice.correspondent.smpStart(session, `for ${String(session.theirTag)}`, null));
    for (const packet of alice.outbox.splice(0))
      for (const person of [bob, second]) person.receive(packet);
    answer(second, `for ${String(0x3003)}`);
    answer(bob, 'wrong');
    while (alice.outbox.length + bob.outbox.length + second.outbox.length > 0) {
      for (const person of [bob, second])
        for (const packet of person.outbox.splice(0)) alice.receive(packet);
      for (const packet of alice.outbox.splice(0))
        for (const person of [bob, second]) person.receive(packet);
    }
    const ended = alice.all('smp').filter(({ outcome }) => /success|failure/.test(outcome));
    expect(new Map(ended.map(({ outcome, run }) => [run.session.theirTag, outcome]))).toEqual(
      new Map([
        [BOB_TAG, 'failure'],
        [0x3003, 'success'],
      ]),
    );
  });
});

describe('the end of the session', () => {
  it.each(['we end it', 'they end it'])('%s: the comparison is over on both sides', (how) => {
    const { alice, bob } = privatePair();
    ask(alice, 'tea');
    pump(alice, bob);
    (how === 'we end it' ? alice : bob).end();
    pump(alice, bob);
    expect(outcomes(alice, 'us')).toEqual(['progress', 'aborted']);
    expect(outcomes(bob, 'them')).toEqual(['asked', 'aborted']);
    expect(alice.correspondent.smpRuns()).toEqual([]);
  });

  // "Send a type 6 TLV": some programs keep what they have asked over a refresh, and would wait for ever.
  it.each<[string, (alice: Person, mallory: Hostile) => void]>([
    [
      'ends',
      (alice) => {
        alice.end();
      },
    ],
    [
      'is refreshed',
      (alice, mallory) => {
        mallory.pump(alice, mallory.begin());
      },
    ],
  ])('it %s while their request is open: they are told', (_, change) => {
    const { alice, mallory } = withHostile(3);
    mallory.pump(alice, mallory.say('', [honestSmp1(mallory.random)]));
    expect(outcomes(alice, 'them')).toEqual(['asked']);
    mallory.heard.length = 0;
    change(alice, mallory);
    mallory.pump(alice);
    const types = mallory.heard.flatMap(({ tlvs }) => tlvs.map(({ type }) => type));
    expect(types.filter((type) => type !== TLV.disconnected)).toEqual([TLV.smpAbort]);
  });
});

describe('time', () => {
  it('an unanswered request ends after ten minutes, and the prompt with it', () => {
    const { alice, bob } = privatePair();
    ask(alice, 'tea');
    pump(alice, bob);
    expect(alice.correspondent.nextDeadline()).toBe(alice.clock.now + 10 * MINUTE);
    alice.wait(10 * MINUTE - 1);
    expect(outcomes(alice, 'us')).toEqual(['progress']);
    alice.wait(1);
    expect(outcomes(alice, 'us')).toEqual(['progress', 'expired']);
    pump(alice, bob);
    expect(outcomes(bob, 'them')).toEqual(['asked', 'aborted']);
    expectIdle(alice, bob);
  });

  it('a prompt waits for its person without end', () => {
    const { alice, bob } = privatePair();
    ask(alice, 'tea');
    pump(alice, bob);
    bob.wait(9 * MINUTE);
    expect(bob.correspondent.nextDeadline()).toBeNull();
    answer(bob, 'tea');
    pump(alice, bob);
    expect(outcomes(alice, 'us').at(-1)).toBe('success');
  });

  it('a program that falls silent is given two minutes', () => {
    const { alice, bob } = privatePair();
    ask(alice, 'tea');
    pump(alice, bob);
    answer(bob, 'tea');
    const lost = bob.outbox.splice(0);
    expect(lost).toHaveLength(1);
    bob.wait(2 * MINUTE);
    expect(outcomes(bob, 'them')).toEqual(['asked', 'progress', 'expired']);
    pump(alice, bob);
    expect(outcomes(alice, 'us').at(-1)).toBe('aborted');
  });

  it('a request that waits for theirs is given up as well', () => {
    const { alice, bob } = privatePair();
    ask(bob, 'b');
    pump(alice, bob);
    ask(alice, 'a');
    alice.wait(10 * MINUTE);
    expect(outcomes(alice, 'us')).toEqual(['queued', 'expired']);
    expect(asked(alice).weAsked).toBe(false);
  });
});

describe('limits', () => {
  it('a question of 60,000 bytes goes through', () => {
    const { alice, bob } = privatePair();
    ask(alice, 'tea', 'é'.repeat(30_000));
    pump(alice, bob);
    expect(asked(bob).question).toBe('é'.repeat(30_000));
  });

  it('a longer one is refused before anything is sent', () => {
    const { alice } = privatePair();
    const before = alice.wire.length;
    ask(alice, 'tea', 'é'.repeat(30_001));
    expect(alice.notices).toEqual(['smp-too-long']);
    expect(alice.wire).toHaveLength(before);
    expect(alice.correspondent.smpRuns()).toEqual([]);
  });

  it('a NUL does not end a question', () => {
    const { alice, bob } = privatePair();
    ask(alice, 'tea', 'or\0coffee?');
    pump(alice, bob);
    expect(asked(bob).question).toBe('orcoffee?');
  });

  it('a contact cannot open more than twelve prompts a minute', () => {
    const { alice, bob } = privatePair();
    for (let i = 0; i < 20; i += 1) {
      ask(alice, 'tea');
      pump(alice, bob);
      abort(alice);
      pump(alice, bob);
    }
    expect(outcomes(bob, 'them').filter((outcome) => outcome === 'asked')).toHaveLength(12);
    bob.wait(MINUTE);
    expectIdle(alice, bob);
  });
});

it('a message holds one step of a comparison; a second one in it counts for nothing', () => {
  const { alice, mallory } = withHostile(3);
  const numbers = Array.from({ length: 11 }, (_, i) => BigInt(i + 2));
  alice.receive(
    mallory.say('', [
      honestSmp1(new SeededRandom('one step')),
      smpTlv(TLV.smp2, ...numbers),
      smpTlv(TLV.smp4, ...numbers.slice(0, 3)),
    ]),
  );
  expect(outcomes(alice, 'them')).toEqual(['asked']);
  expect(alice.outbox).toEqual([]);
});

it('there is nothing to compare before there is a session', () => {
  const { alice } = pair();
  ask(alice, 'tea');
  expect(alice.notices).toEqual(['smp-gone']);
  expect(alice.wire).toEqual([]);
  expect(alice.correspondent.smpAbort(1)).toEqual([]);
});
