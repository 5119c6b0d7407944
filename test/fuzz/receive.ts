// SPDX-License-Identifier: GPL-2.0-or-later
import type { AkeMessage } from '../../src/wire/ake-messages.js';
import { WELL_FORMED } from '../support/attack.js';
import { heapInUse } from '../support/heap.js';
import type { Dice } from './dice.js';
import { sizeOf } from './parts.js';
import { type Action, type OddFields, Scene, TAGS, WISHES } from './scene.js';
import { must, type Target } from './target.js';
import { anyBytes, anyText } from './wire.js';

const AKE_TYPES = Object.keys(WELL_FORMED) as AkeMessage['type'][];
const KINDS: readonly Action['do'][] = [
  ...([
    'text',
    'text',
    'forged',
    'forged',
    'exchange',
    'say',
    'say',
    'say',
    'odd',
    'spoilt',
  ] as const),
  ...(['pieces', 'again', 'again', 'wish', 'wish', 'wish', 'wait', 'policy', 'packets'] as const),
];
const INTEGERS = [0, 1, 2, 3, 0x7fffffff, 0x80000000, 0xffffffff];
const STRINGS = [
  '',
  '\0',
  '\x01',
  '\x02',
  '\xff',
  '\xff'.repeat(192),
  '\0'.repeat(8),
  '\xff'.repeat(8),
  'x'.repeat(40),
];

function oddFields(dice: Dice): OddFields {
  const integer = (): number => dice.pick(INTEGERS);
  const bytes = (length?: number): string =>
    dice
      .pick(STRINGS)
      .padEnd(length ?? 0, '\x07')
      .slice(0, length ?? 192);
  const makers: Readonly<Record<keyof OddFields, () => number | string>> = {
    flags: () => dice.integer(256),
    senderKeyId: integer,
    recipientKeyId: integer,
    nextDh: () => bytes(),
    ctr: () => bytes(8),
    encrypted: () => bytes(),
    oldMacKeys: () => bytes(20 * dice.integer(3)),
  };
  const names = Object.keys(makers) as (keyof OddFields)[];
  const chosen = names.filter(() => dice.onceIn(3));
  return Object.fromEntries(chosen.map((name) => [name, makers[name]()]));
}

function makeAction(dice: Dice): Action {
  const peer = dice.onceIn(3) ? 1 : 0;
  const kind = dice.pick(KINDS);
  switch (kind) {
    case 'text':
      return { do: kind, text: anyText(dice) };
    case 'forged':
      return {
        do: kind,
        type: dice.pick(AKE_TYPES),
        version: dice.pick([2, 3]),
        tags: [dice.pick(TAGS), dice.pick(TAGS)],
      };
    case 'exchange':
      return { do: kind, peer, messages: dice.onceIn(4) ? dice.integer(3) : 9 };
    case 'say':
      return { do: kind, peer, bytes: anyBytes(dice), flags: dice.pick([0, 0, 1, 255]) };
    case 'odd':
      return { do: kind, peer, fields: oddFields(dice) };
    case 'spoilt':
      return { do: kind, peer, at: dice.integer(1000), byte: dice.integer(255) };
    case 'pieces': {
      const order = dice.onceIn(2) ? [] : Array.from({ length: 8 }, () => dice.integer(8));
      return { do: kind, peer, size: 60 + dice.integer(200), order };
    }
    case 'again':
      return { do: kind, whose: dice.pick(['theirs', 'ours']), back: dice.small(30) };
    case 'wish':
      return { do: kind, wish: dice.pick(WISHES) };
    case 'wait':
      return { do: kind, seconds: dice.pick([0, 1, 5, 15, 31, 61, 121, 601, 100_000]) };
    case 'policy':
      return {
        do: kind,
        policy: dice.pick(['manual', 'opportunistic', 'opportunistic', 'always', 'never']),
      };
    case 'packets':
      return { do: kind, size: dice.pick([0, 0, 0, 1, 100, 400]) };
  }
}

function sizeOfAction(action: Action): number {
  if (action.do === 'text') return sizeOf(action.text);
  return action.do === 'say' ? sizeOf(action.bytes) : 0;
}

/** Once in so many a scene is long, and what it leaves behind is measured. */
const LONG = 60;
/** Reassemblies and messages that wait for a key are the most that is kept: a few MiB. */
const MOST_KEPT = 24 * 1024 * 1024;

/** Everything that a correspondent may be told by the network, by peers with keys, and by the person. */
export const receive: Target<readonly Action[]> = {
  name: 'receive',
  make: (dice) => {
    const start: Action = { do: 'exchange', peer: dice.integer(2), messages: 9 };
    const length = dice.onceIn(LONG) ? 400 : 2 + dice.small(40);
    return [start, ...Array.from({ length }, () => makeAction(dice))];
  },
  size: (actions) => actions.reduce((sum, action) => sum + sizeOfAction(action), 0),
  // Key exchanges and comparisons of secrets, and what the peers calculate.
  allowance: 8000,
  run: (actions) => {
    const isLong = actions.length > 200;
    const before = isLong ? heapInUse() : 0;
    const scene = new Scene();
    for (const action of actions) scene.act(action);
    if (isLong) {
      must(heapInUse() - before < MOST_KEPT, 'memory that grows');
      // The scene, and what it holds, is in use until here.
      scene.alice.end();
    }
  },
};
