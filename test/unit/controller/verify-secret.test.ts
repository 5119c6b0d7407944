// SPDX-License-Identifier: GPL-2.0-or-later
import type { FakeForm } from '../../support/fake-form.js';
import type { FakeHost, FakeNetwork } from '../../support/fake-host.js';
import { ALICE, BOB, privatePeople } from './two-people.js';

const QUESTION = 'Where did we meet?';

function newest(host: FakeHost): FakeForm {
  const form = host.forms.at(-1);
  if (form === undefined) throw new Error('no window');
  return form;
}

/** Alice's window with a question and its answer, ready to be sent. */
function filled(alice: FakeHost, answer = 'Lyon'): FakeForm {
  alice.menu(BOB, 'verify');
  const form = newest(alice);
  form.use('question', QUESTION);
  form.type('answer', answer);
  return form;
}

async function asked(network: FakeNetwork, answer = 'Lyon'): Promise<FakeForm> {
  const form = filled(network.alice, answer);
  form.press('go');
  await network.settle();
  return form;
}

function trustIn(host: FakeHost): string | undefined {
  return host.files.text('otr.fingerprints')?.split(/[\t\n]/)[4];
}

/** Whether any of the host's windows or lines, or the wire, has these words. */
function leaks(host: FakeHost, words: string): boolean {
  const seen = [...host.forms.map(({ text }) => text), host.lines(BOB), ...host.wire];
  return seen.some((text) => text.includes(words));
}

describe('a step of a comparison', () => {
  test('is calculated in turns of the main loop, not in the one that asks for it', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    const before = alice.wire.length;
    filled(alice).press('go');
    let turns = 0;
    for (; alice.wire.length === before; turns += 1) {
      expect(alice.isDue).toBe(true);
      alice.pass(0);
    }
    // Of its six powers a turn calculates three.
    expect(turns).toBeGreaterThan(1);
    await network.settle();
    expect(newest(bob).text).toContain(QUESTION);
  });

  test('goes on when its window is closed in the middle of it', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    const form = filled(alice);
    form.press('go');
    alice.pass(0);
    form.close();
    await network.settle();
    newest(bob).type('answer', 'Lyon');
    newest(bob).press('answer');
    await network.settle();
    expect(alice.lines(BOB)).toContain('The answer was right');
  });
});

describe('a question', () => {
  test('answered rightly verifies who answered, and invites them to ask back', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    const form = await asked(network);
    expect(form.items.find((item) => item.kind === 'progress')).toMatchObject({ percent: 10 });
    expect(form.text).toContain(`Waiting for ${BOB}`);
    const theirs = newest(bob);
    expect(theirs.model.unasked).toBe(true);
    expect(theirs.text).toContain(`“${QUESTION}”`);
    expect(theirs.text).toContain(`your account ${BOB} (XMPP)`);
    expect(bob.find(ALICE)?.decoration?.bar?.text).toContain(QUESTION);
    theirs.type('answer', ' Lyon ');
    theirs.press('answer');
    await network.settle();
    expect(form.text).toContain('The answer was right');
    expect(alice.lines(BOB)).toContain('The answer was right');
    expect(alice.find(BOB)?.decoration?.level).toBe('private');
    expect(trustIn(alice)).toBe('smp');
    expect(trustIn(bob)).toBe('');
    expect(bob.find(ALICE)?.decoration?.level).toBe('unverified');
    expect(theirs.text).toContain('You have not yet verified');
    theirs.press('return');
    expect(newest(bob).item('method')).toMatchObject({ chosen: 'question' });
    expect(leaks(alice, 'Lyon') || leaks(bob, 'Lyon')).toBe(false);
  });

  test('A28 answered wrongly warns both, changes no trust, and can be tried again', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    alice.command(BOB, 'verify');
    newest(alice).press('go');
    expect(alice.find(BOB)?.decoration?.level).toBe('private');
    const form = await asked(network);
    newest(bob).type('answer', 'Paris');
    newest(bob).press('answer');
    await network.settle();
    expect(form.text).toContain('The verification failed');
    expect(form.text).toContain('stays marked as verified');
    expect(alice.lines(BOB)).toContain('The verification failed');
    expect(bob.lines(ALICE)).toContain('The verification failed');
    expect(alice.find(BOB)?.decoration?.level).toBe('private');
    expect(trustIn(alice)).toBe('verified');
    form.press('again');
    expect(form.item('question')).toMatchObject({ value: QUESTION });
    expect(form.text).toContain('1 comparison with this key has failed.');
  });

  test('pauses after three failures; fingerprints can still be compared', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    for (let i = 0; i < 3; i += 1) {
      const form = await asked(network);
      newest(bob).type('answer', 'Paris');
      newest(bob).press('answer');
      await network.settle();
      form.press('again');
    }
    const form = newest(alice);
    expect(form.button('go')).toBe(false);
    expect(form.text).toContain('3 comparisons with this key have failed in a row.');
    expect(form.text).toContain('possible in 10 minutes');
    expect(alice.command(BOB, 'secret whatever')).toBeNull();
    expect(alice.find(BOB)?.shown.at(-1)?.html).not.toContain('You asked');
    form.use('method', 'compare');
    expect(form.button('go')).toBe(true);
    alice.pass(10 * 60_000);
    form.use('method', 'question');
    expect(form.button('go')).toBe(true);
  });

  test.each<[string, string, string, string]>([
    ['an empty answer', QUESTION, '  ', 'must not be empty'],
    ['an empty question', ' ', 'Lyon', 'Type the question'],
    ['a question with the answer', 'Was it in lyon?', 'Lyon', 'contains the answer'],
    ['a short answer as a word of it', 'Is it 5 or 6?', '5', 'contains the answer'],
  ])(
    '%s is refused beside the field, and what was typed stays',
    async (_title, question, answer, problem) => {
      const network = await privatePeople();
      const form = filled(network.alice, answer);
      form.use('question', question);
      const sent = network.alice.wire.length;
      form.press('go');
      expect(form.text).toContain(problem);
      expect(form.item('question')).toMatchObject({ value: question });
      expect(network.alice.wire).toHaveLength(sent);
      form.use('question', 'Another');
      expect(form.text).not.toContain(problem);
    },
  );

  test('a short answer inside a word is none, and Unicode is composed', async () => {
    const network = await privatePeople();
    const form = filled(network.alice, 'Zu\u0308rich');
    form.use('question', 'Which town?');
    form.press('go');
    await network.settle();
    newest(network.bob).type('answer', 'Z\u00fcrich');
    newest(network.bob).press('answer');
    await network.settle();
    expect(form.text).toContain('The answer was right');
    const other = filled(network.alice, 'w');
    expect(other.button('go')).toBe(true);
    other.press('go');
    expect(other.text).not.toContain('contains the answer');
  });

  test('takes long: what to do is said after a minute, and the end when nobody answers', async () => {
    const network = await privatePeople();
    const form = await asked(network);
    network.alice.pass(60_000);
    expect(form.text).toContain('does not support this');
    network.alice.pass(10 * 60_000);
    await network.settle();
    expect(form.text).toContain('No answer came');
    expect(network.alice.timers).toBe(0);
  });
});

describe('a shared secret', () => {
  test('verifies both', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    alice.command(BOB, 'secret');
    const form = newest(alice);
    expect(form.item('method')).toMatchObject({ chosen: 'secret' });
    form.type('secret', 'xyzzy');
    form.press('go');
    await network.settle();
    const theirs = newest(bob);
    expect(theirs.text).toContain('wants to compare a secret');
    theirs.type('answer', 'xyzzy');
    theirs.press('answer');
    await network.settle();
    expect([trustIn(alice), trustIn(bob)]).toEqual(['smp', 'smp']);
    expect(theirs.text).toContain('the same secret');
    expect(theirs.button('return')).toBeNull();
  });
});

describe('stopping', () => {
  test('by who asked, before an answer: the other window says so', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    const form = await asked(network);
    form.press('stop');
    await network.settle();
    expect(form.text).toContain('You stopped the verification');
    expect(newest(bob).text).toContain(`stopped by ${ALICE}`);
    expect(newest(bob).button('answer')).toBeNull();
    expect(bob.find(ALICE)?.decoration?.bar?.text).not.toContain(QUESTION);
    expect(trustIn(alice)).toBe('');
  });

  test('by who was asked: refusing closes the window, and the other one says so', async () => {
    const network = await privatePeople();
    const form = await asked(network);
    newest(network.bob).press('refuse');
    await network.settle();
    expect(newest(network.bob).open).toBe(false);
    expect(form.text).toContain(`stopped by ${BOB}`);
  });

  test('closing a window stops nothing: the bar leads back to it', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    const form = await asked(network);
    form.close();
    newest(bob).close();
    const sent = [alice.wire.length, bob.wire.length];
    await network.settle();
    expect([alice.wire.length, bob.wire.length]).toEqual(sent);
    alice.menu(BOB, 'verify');
    expect(newest(alice).text).toContain('Waiting for');
    bob.menu(ALICE, 'answer');
    expect(bob.forms).toHaveLength(2);
    newest(bob).type('answer', 'Lyon');
    newest(bob).press('answer');
    await network.settle();
    expect(newest(alice).text).toContain('The answer was right');
  });

  test('abort ends it; without anything under way it says so', async () => {
    const network = await privatePeople();
    expect(network.alice.command(BOB, 'abort')).toContain('under way');
    await asked(network);
    expect(network.bob.command(ALICE, 'authabort')).toBeNull();
    await network.settle();
    expect(network.alice.lines(BOB)).toContain(`stopped by ${BOB}`);
  });

  test('the end of the session ends it, on both sides', async () => {
    const network = await privatePeople();
    const form = await asked(network);
    network.bob.menu(ALICE, 'end');
    await network.settle();
    expect(form.text).toContain('or the session ended');
    expect(newest(network.bob).button('answer')).toBeNull();
  });
});

describe('requests that cross', () => {
  test('each is answered for itself; no window changes its meaning', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    const ours = filled(alice);
    bob.menu(ALICE, 'verify');
    const theirs = newest(bob);
    theirs.use('question', 'Who paid?');
    theirs.type('answer', 'You');
    theirs.press('go');
    await network.settle();
    // Alice's own window is what it was; the request has one of its own.
    expect(ours.item('question')).toMatchObject({ value: QUESTION });
    const request = newest(alice);
    expect(request).not.toBe(ours);
    expect(request.text).toContain('Who paid?');
    ours.press('go');
    await network.settle();
    expect(ours.text).toContain('goes out when the request');
    request.type('answer', 'You');
    request.press('answer');
    await network.settle();
    expect(theirs.text).toContain('The answer was right');
    const second = newest(bob);
    expect(second.text).toContain(QUESTION);
    second.type('answer', 'Lyon');
    second.press('answer');
    await network.settle();
    expect(ours.text).toContain('The answer was right');
    expect([trustIn(alice), trustIn(bob)]).toEqual(['smp', 'smp']);
  });
});

describe('an incoming request', () => {
  test('takes no focus, opens no conversation, and does not come again and again', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    bob.close(ALICE);
    await asked(network);
    expect(bob.find(ALICE)).toBeNull();
    expect(bob.forms).toHaveLength(1);
    newest(bob).close();
    alice.command(BOB, 'abort');
    await network.settle();
    newest(alice).press('again');
    newest(alice).type('answer', 'Lyon');
    newest(alice).press('go');
    await network.settle();
    expect(bob.forms).toHaveLength(1);
    bob.window(ALICE);
    expect(bob.lines(ALICE)).toContain('Answer with /otr answer');
    expect(bob.find(ALICE)?.decoration?.bar?.buttons.map(({ id }) => id)).toEqual([
      'answer',
      'refuse',
    ]);
  });

  test('that is repeated by a program opens six windows a minute at most', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    for (let i = 0; i < 8; i += 1) {
      alice.command(BOB, `question "${QUESTION}" Lyon`);
      await network.settle();
      alice.command(BOB, 'abort');
      await network.settle();
      for (const form of bob.forms) form.close();
    }
    expect(bob.forms).toHaveLength(6);
  });

  test('is somebody else’s words: in order, never markup, never our mark', async () => {
    const network = await privatePeople();
    network.alice.command(BOB, 'question "\u202e[OTR] <b>bold</b>\n\x07" answer');
    await network.settle();
    expect(newest(network.bob).text).toContain('“(OTR] <b>bold</b>”');
    expect(network.bob.lines(ALICE)).toContain('“(OTR] &lt;b&gt;bold&lt;/b&gt;”');
  });

  test('can be put off, and refused from the bar', async () => {
    const network = await privatePeople();
    const { bob } = network;
    const form = await asked(network);
    bob.menu(ALICE, 'later');
    expect(bob.find(ALICE)?.decoration?.bar).toBeNull();
    expect(
      bob.find(ALICE)?.decoration?.menu.some((item) => 'id' in item && item.id === 'answer'),
    ).toBe(true);
    bob.menu(ALICE, 'refuse');
    await network.settle();
    expect(form.text).toContain(`stopped by ${BOB}`);
  });
});

describe('commands', () => {
  test('ask and answer without a window, and repeat no secret', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    expect(alice.command(BOB, `question "${QUESTION}" Lyon`)).toBeNull();
    await network.settle();
    expect(alice.forms).toHaveLength(0);
    expect(alice.lines(BOB)).toContain(`You asked ${BOB}: “${QUESTION}”`);
    expect(bob.command(ALICE, 'answer Lyon')).toBeNull();
    await network.settle();
    expect(alice.lines(BOB)).toContain('The answer was right');
    expect(alice.lines(BOB) + bob.lines(ALICE)).not.toContain('Lyon');
  });

  test('a question without quotation marks may hold the answer: nothing is sent', async () => {
    const { alice } = await privatePeople();
    const sent = alice.wire.length;
    expect(alice.command(BOB, 'authq Where Lyon')).toBeNull();
    expect(alice.wire).toHaveLength(sent);
    expect(newest(alice).item('question')).toMatchObject({ value: 'Where Lyon' });
  });

  test.each([
    ['question "Is it Lyon?" Lyon', /contains the answer/],
    ['answer', /has not asked you anything/],
    ['answer x', /has not asked you anything/],
  ])('/otr %s is refused', async (line, message) => {
    const { alice } = await privatePeople();
    expect(alice.command(BOB, line)).toMatch(message);
  });

  test('secret answers a request for one, and answer opens the window', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    alice.command(BOB, 'secret xyzzy');
    await network.settle();
    newest(bob).close();
    expect(bob.command(ALICE, 'answer')).toBeNull();
    expect(newest(bob).open && newest(bob).presented > 0).toBe(true);
    expect(bob.command(ALICE, 'secret xyzzy')).toBeNull();
    await network.settle();
    expect(trustIn(bob)).toBe('smp');
  });
});

test('a contact who asks and breaks off again and again does not bury the conversation', async () => {
  const network = await privatePeople();
  const { alice, bob } = network;
  const count = (): number => alice.lines(BOB).match(/was stopped by/g)?.length ?? 0;
  // What the contact's program asks for is limited as well, by itself: 12 requests a minute.
  for (let i = 0; i < 12; i += 1) {
    bob.command(ALICE, 'secret xyzzy');
    await network.settle();
    bob.command(ALICE, 'abort');
    await network.settle();
  }
  expect(count()).toBe(10);
  expect(alice.lines(BOB).match(/not mentioned any more/g)).toHaveLength(1);
});

describe('the bar', () => {
  test('asks to verify until that is done or put off, and comes back with a new session', async () => {
    const network = await privatePeople();
    const { alice } = network;
    const bar = (): string | undefined => alice.find(BOB)?.decoration?.bar?.text;
    expect(bar()).toContain('not verified that this is really');
    alice.menu(BOB, 'later');
    expect(bar()).toBeUndefined();
    alice.menu(BOB, 'start');
    await network.settle();
    expect(bar()).toBeUndefined();
    alice.menu(BOB, 'end');
    await network.settle();
    alice.menu(BOB, 'start');
    await network.settle();
    expect(bar()).toContain('not verified that this is really');
    alice.menu(BOB, 'verify');
    newest(alice).use('method', 'compare');
    newest(alice).press('go');
    expect(bar()).toBeUndefined();
  });

  test('says that nothing is sent after the contact has ended', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    bob.menu(ALICE, 'end');
    await network.settle();
    const bar = alice.find(BOB)?.decoration?.bar;
    expect(bar?.text).toContain('Nothing is sent');
    expect(bar?.buttons.map(({ id }) => id)).toEqual(['start', 'end']);
    alice.menu(BOB, 'end');
    expect(alice.find(BOB)?.decoration?.bar).toBeNull();
  });
});
