// SPDX-License-Identifier: GPL-2.0-or-later
import { readFileSync } from 'node:fs';
import type { ContactId } from '../../src/controller/contact-id.js';
import { Roster } from '../../src/controller/roster.js';
import { Conversation, correspondent } from './conversation.js';
import { type Cost, costOf } from './cost.js';
import type { Setting } from './setting.js';

const CONVERSATIONS = 10_000;
const PAGE = 4096;

function contact(username: string, who: string): ContactId {
  return { protocol: 'prpl-bench', username, who };
}

/** Look-ups among 10,000 conversations, spread over all of them. */
export function lookup(count: number, { identities }: Setting): Cost {
  // Protected, so that none of them is forgotten as idle.
  const roster = new Roster(() => correspondent('alice', identities, { always: true }));
  const ids = Array.from({ length: CONVERSATIONS }, (_, i) =>
    contact('alice', `contact${String(i).padStart(5, '0')}@example.org`),
  );
  for (const id of ids) roster.get(id);
  return costOf(() => {
    for (let i = 0; i < count; i += 1) {
      const id = ids[(i * 7919) % CONVERSATIONS];
      if (id === undefined || roster.find(id) === null) throw new Error('not found');
    }
  });
}

/** Bytes for one side of `count` private conversations in which both have spoken. */
export function memory(count: number, { identities }: Setting): Cost {
  const alices = new Roster(() => correspondent('alice', identities));
  const bobs = new Roster(() => correspondent('bob', identities));
  const talk = (i: number): void => {
    const alice = alices.get(contact('alice', `bob${i}`)).correspondent;
    const bob = bobs.get(contact('bob', `alice${i}`)).correspondent;
    const conversation = new Conversation({ alice, bob });
    conversation.exchangeKeys();
    for (let turn = 0; turn < 4; turn += 1) conversation.say(turn % 2 ? 'bob' : 'alice', 'hello');
  };
  // The first one also brings the code along.
  talk(0);
  const before = residentBytes();
  for (let i = 1; i <= count; i += 1) talk(i);
  const total = (residentBytes() - before) / 2;
  if (alices.all().length <= count || bobs.all().length <= count) throw new Error('forgotten');
  return { total, longest: 0 };
}

/** What this process has in memory, without the garbage that V8 has not collected yet. */
function residentBytes(): number {
  globalThis.gc?.();
  return Number(readFileSync('/proc/self/statm', 'latin1').split(' ')[1]) * PAGE;
}
