// SPDX-License-Identifier: GPL-2.0-or-later
// A contact who is logged in with several programs: which of them the person's messages go to.
import { FINGERPRINTS, leaks, pair, Person, pump } from '../../support/two-party.js';
import { IDENTITIES } from '../../support/vectors.js';

interface Three {
  readonly alice: Person;
  readonly home: Person;
  readonly work: Person;
}

/** Carries everything: what alice says reaches both of bob's programs, which hear nothing else. */
function carry({ alice, home, work }: Three): void {
  while ([alice, home, work].some(({ outbox }) => outbox.length > 0)) {
    const said = alice.outbox.shift();
    for (const bob of [home, work]) {
      if (said !== undefined) bob.receive(said);
      const answer = bob.outbox.shift();
      if (answer !== undefined) alice.receive(answer);
    }
  }
}

const HOME = 0x2001;
const WORK = 0x2002;

/** Alice in a session with each; home was heard last. */
function three(): Three {
  const { alice, clock } = pair();
  const bob = (name: string, tag: number): Person =>
    new Person({ name, identity: IDENTITIES.bob, tag, clock });
  const all = { alice, home: bob('home', HOME), work: bob('work', WORK) };
  alice.start();
  carry(all);
  clock.pass(1000);
  all.home.send('hello');
  carry(all);
  return all;
}

const ref = (theirTag: number) => ({ version: 3, theirTag }) as const;
const target = ({ alice }: Three): number => alice.correspondent.current().theirTag;

describe('which session the next message uses', () => {
  it('is that of the most secure program, and of those the one heard last', () => {
    const all = three();
    expect(all.alice.correspondent.selection()).toBe('most-secure');
    expect(target(all)).toBe(HOME);
    all.alice.clock.pass(1000);
    all.work.send('now here');
    carry(all);
    expect(target(all)).toBe(WORK);
  });

  it('stays with the program that the person chose, whoever speaks', () => {
    const all = three();
    expect(all.alice.correspondent.select(ref(WORK))).toBe(true);
    all.alice.clock.pass(1000);
    all.home.send('over here!');
    carry(all);
    expect(target(all)).toBe(WORK);
    all.alice.send('for work');
    carry(all);
    expect(all.work.shown).toContain('+ for work');
    expect(all.home.shown).not.toContain('+ for work');
  });

  it('is that of a verified key before that of another, unless the person wants the last heard', () => {
    const { alice, clock } = pair();
    const bob = new Person({ name: 'bob', identity: IDENTITIES.bob, tag: HOME, clock });
    const other = new Person({ name: 'other', identity: IDENTITIES.alice, tag: WORK, clock });
    for (const person of [bob, other]) {
      person.start();
      pump(person, alice);
      clock.pass(1000);
    }
    alice.trusted.add(FINGERPRINTS.bob);
    expect(alice.correspondent.current().theirTag).toBe(HOME);
    expect(alice.correspondent.select('most-recent')).toBe(true);
    expect(alice.correspondent.selection()).toBe('most-recent');
    expect(alice.correspondent.current().theirTag).toBe(WORK);
    // Never a session that is over while another stands.
    other.end();
    pump(other, alice);
    expect(alice.correspondent.current()).toMatchObject({ theirTag: HOME, state: 'encrypted' });
    alice.correspondent.select('most-secure');
    expect(alice.correspondent.selection()).toBe('most-secure');
  });

  it('cannot be one that has no session', () => {
    const all = three();
    expect(all.alice.correspondent.select(ref(0x9999))).toBe(false);
    expect(all.alice.correspondent.select({ version: 2, theirTag: 0 })).toBe(false);
    expect(all.alice.correspondent.selection()).toBe('most-secure');
  });

  it('is held, and goes to no other by itself, when the chosen one has ended', () => {
    const all = three();
    all.alice.correspondent.select(ref(WORK));
    all.work.end();
    carry(all);
    expect(all.alice.state).toBe('finished');
    const before = all.alice.wire.length;
    all.alice.send('only for work');
    expect(all.alice.wire).toHaveLength(before);
    expect(all.alice.all('refused').map(({ text }) => text)).toEqual(['only for work']);
    expect(all.alice.correspondent.select(ref(HOME))).toBe(true);
    all.alice.send('for home then');
    carry(all);
    expect(all.home.shown).toContain('+ for home then');
  });

  it('is another private one once the chosen one is gone: nothing leaves in clear', () => {
    const all = three();
    all.alice.correspondent.select(ref(WORK));
    all.alice.note(all.alice.correspondent.endOne(ref(WORK)));
    expect(all.alice.correspondent.selection()).toBe('most-secure');
    expect(all.alice.state).toBe('encrypted');
    all.alice.send('not in clear');
    carry(all);
    expect(leaks(all.alice.wire, 'not in clear')).toBe(false);
    expect(all.home.shown).toContain('+ not in clear');
    expect(all.work.state).toBe('finished');
  });

  it('is made anew when another key sits in the place of the chosen one', () => {
    const all = three();
    all.alice.correspondent.select(ref(WORK));
    const { alice, clock } = { alice: all.alice, clock: all.alice.clock };
    const other = new Person({ name: 'other', identity: IDENTITIES.alice, tag: WORK, clock });
    other.start();
    pump(other, alice);
    expect(alice.correspondent.selection()).toBe('most-secure');
  });
});

describe('the sessions of a contact', () => {
  it('are told with their key, their trust and when they were last heard', () => {
    const { alice, home } = three();
    const [first, second] = alice.correspondent.sessions();
    expect([first?.theirTag, second?.theirTag]).toEqual([HOME, WORK]);
    expect(first?.lastHeard).toBe(alice.clock.now);
    expect(second?.lastHeard).toBe(alice.clock.now - 1000);
    expect([first?.trusted, second?.trusted]).toEqual([false, false]);
    alice.trusted.add(alice.correspondent.current().fingerprint);
    expect(alice.correspondent.sessions().map(({ trusted }) => trusted)).toEqual([true, true]);
    expect(alice.all('display').map(({ fingerprint }) => fingerprint)).toEqual([
      alice.correspondent.current().fingerprint,
    ]);
    expect(home.correspondent.current().theirTag).toBe(alice.correspondent.current().ourTag);
  });
});
