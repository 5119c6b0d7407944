// SPDX-License-Identifier: GPL-2.0-or-later
import { Roster } from '../../../src/controller/roster.js';
import type { CorrespondentApi } from '../../../src/session/api.js';

const id = (n: number): { protocol: string; username: string; who: string } => ({
  protocol: 'prpl-jabber',
  username: 'alice',
  who: `contact${n}`,
});

function roster(isProtected: boolean): Roster {
  const correspondent = { isProtected: () => isProtected, nextDeadline: () => null };
  return new Roster(() => correspondent as unknown as CorrespondentApi);
}

describe('the contacts in memory', () => {
  test('are bounded when nothing would be lost', () => {
    const contacts = roster(false);
    for (let n = 0; n < 5000; n += 1) contacts.get(id(n));
    expect(contacts.all().length).toBeLessThanOrEqual(501);
  });

  test('stay when something would be', () => {
    const contacts = roster(true);
    for (let n = 0; n < 2000; n += 1) contacts.get(id(n));
    expect(contacts.all()).toHaveLength(2000);
    expect(contacts.find(id(0))).toBe(contacts.get(id(0)));
    expect(contacts.of({ protocol: 'prpl-jabber', username: 'bob' })).toEqual([]);
  });

  test('are told apart by each of their names', () => {
    const contacts = roster(true);
    const ids = ['xmpp', 'irc'].flatMap((protocol) =>
      ['alice', 'bob'].flatMap((username) =>
        ['carol', 'dave'].map((who) => ({ protocol, username, who })),
      ),
    );
    const made = ids.map((each) => contacts.get(each));
    expect(new Set(made).size).toBe(8);
    expect(ids.map((each) => contacts.find({ ...each }))).toEqual(made);
    expect(contacts.of({ protocol: 'irc', username: 'bob' })).toEqual(made.slice(6));
    expect(contacts.all()).toEqual(made);
    expect(contacts.find({ protocol: 'irc', username: 'alice', who: 'bob' })).toBeNull();
  });
});
