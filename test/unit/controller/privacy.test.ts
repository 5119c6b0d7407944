// SPDX-License-Identifier: GPL-2.0-or-later
// safety.md 2: what of a private conversation stays where, and what the person may choose about it.
import { ALICE, BOB, privatePeople, twoPeople } from './two-people.js';

describe('the log', () => {
  test('may note that something is said; what the person chose comes back afterwards', async () => {
    const network = twoPeople();
    const { alice } = network;
    alice.preferences.set('redact_logs', true);
    alice.window(BOB);
    alice.menu(BOB, 'start');
    await network.settle();
    expect(alice.find(BOB)).toMatchObject({ logging: false, isRedacted: true });
    expect(alice.lines(BOB)).toContain('notes that something was said, not what');
    alice.preferences.set('redact_logs', false);
    alice.controller.preferenceChanged();
    expect(alice.find(BOB)).toMatchObject({ logging: false, isRedacted: false });
    alice.preferences.set('avoidloggingotr', false);
    alice.controller.preferenceChanged();
    expect(alice.find(BOB)?.logging).toBe(true);
  });

  test('that the person had closed is not even noted in', async () => {
    const network = twoPeople();
    const { alice } = network;
    alice.preferences.set('redact_logs', true);
    alice.window(BOB).logging = false;
    alice.menu(BOB, 'start');
    await network.settle();
    expect(alice.find(BOB)).toMatchObject({ logging: false, isRedacted: false });
    alice.menu(BOB, 'end');
    expect(alice.find(BOB)?.logging).toBe(false);
  });

  test('of a window that was closed and opened again in between is closed too', async () => {
    const { alice } = await privatePeople();
    alice.close(BOB);
    expect(alice.window(BOB).logging).toBe(false);
    alice.close(BOB);
    alice.menu(BOB, 'end');
    expect(alice.window(BOB).logging).toBe(true);
  });
});

describe('the session bus', () => {
  test('is left while a conversation is private, if the person wants that', async () => {
    const { alice } = await privatePeople();
    expect(alice.isOnBus).toBe(true);
    alice.preferences.set('silent_bus', true);
    alice.controller.preferenceChanged();
    expect(alice.isOnBus).toBe(false);
    alice.menu(BOB, 'end');
    expect(alice.isOnBus).toBe(true);
  });

  test('is left before the first private word is shown', async () => {
    const network = twoPeople();
    const { alice, bob } = network;
    alice.preferences.set('silent_bus', true);
    alice.window(BOB);
    bob.window(ALICE);
    bob.menu(ALICE, 'start');
    bob.type(ALICE, 'waits');
    await network.settle();
    expect(alice.find(BOB)?.shown.at(-1)).toMatchObject({ html: 'waits', onBus: false });
    bob.preferences.set('silent_bus', true);
    bob.controller.preferenceChanged();
    expect(bob.isOnBus).toBe(false);
  });

  test('is left before what waited is shown as sent', async () => {
    const network = twoPeople();
    const { alice } = network;
    alice.preferences.set('silent_bus', true);
    alice.window(BOB);
    alice.menu(BOB, 'start');
    alice.type(BOB, 'waits');
    await network.settle();
    const sent = alice.find(BOB)?.shown.find(({ kind }) => kind === 'sent');
    expect(sent).toMatchObject({ html: 'waits', onBus: false });
  });
});

describe('closing the window', () => {
  test('ends nothing by itself', async () => {
    const network = await privatePeople();
    network.alice.close(BOB);
    network.alice.pass(0);
    await network.settle();
    expect(network.bob.find(ALICE)?.decoration?.level).toBe('unverified');
  });

  test('ends the conversation if the person wants that, and text that waited is not lost', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    alice.preferences.set('end_on_close', true);
    alice.close(BOB);
    alice.pass(0);
    await network.settle();
    expect(bob.find(ALICE)?.decoration?.level).toBe('finished');
    expect(alice.guarded.has(BOB)).toBe(false);
  });
});

test.each(['redact_logs', 'typing', 'warn', 'end_on_close', 'silent_bus'] as const)(
  'the option “%s” is on the privacy page',
  (id) => {
    const { alice } = twoPeople();
    const page = alice.configure('privacy');
    const before = alice.preferences.get(id) ?? id === 'warn';
    expect(page.item(id)).toMatchObject({ kind: 'check', value: before });
    page.use(id, before ? '0' : '1');
    expect(alice.preferences.get(id)).toBe(!before);
    expect(page.item(id)).toMatchObject({ value: !before });
  },
);
