// SPDX-License-Identifier: GPL-2.0-or-later
import { Conversation, correspondent, type Identities } from './conversation.js';
import { type Cost, costOf } from './cost.js';
import type { Setting } from './setting.js';

function meet(identities: Identities, maxMessageSize = 0): Conversation {
  const alice = correspondent('alice', identities, { maxMessageSize });
  const bob = correspondent('bob', identities, { maxMessageSize });
  return new Conversation({ alice, bob });
}

function settled(identities: Identities, maxMessageSize = 0): Conversation {
  const conversation = meet(identities, maxMessageSize);
  conversation.settle();
  return conversation;
}

export function ake(count: number, { identities }: Setting): Cost {
  return costOf(() => {
    for (let i = 0; i < count; i += 1) meet(identities).exchangeKeys();
  });
}

export function smp(count: number, { identities }: Setting): Cost {
  const conversation = settled(identities);
  conversation.watch();
  const { total } = costOf(() => {
    for (let i = 0; i < count; i += 1) conversation.compareSecrets('the secret that both know');
  });
  if (conversation.succeeded !== 2 * count) throw new Error('secrets differ');
  return { total, longest: conversation.longest };
}

/** Every message rotates keys. */
export function pingpong(count: number, { identities }: Setting): Cost {
  const conversation = settled(identities);
  return costOf(() => {
    for (let i = 0; i < count; i += 1)
      conversation.say(i % 2 === 1 ? 'alice' : 'bob', 'twenty bytes of text');
  });
}

/** Texts of `size` bytes, all from one side. */
export function burst(size: number, maxMessageSize = 0) {
  return (count: number, { identities }: Setting): Cost => {
    const text = 'abcdefghijklmnopqrstuvwxyz'.repeat(Math.ceil(size / 26)).slice(0, size);
    const conversation = settled(identities, maxMessageSize);
    conversation.say('alice', text);
    return costOf(() => {
      for (let i = 0; i < count; i += 1) conversation.say('alice', text);
    });
  };
}
