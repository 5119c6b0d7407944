// SPDX-License-Identifier: GPL-2.0-or-later
import { runToolkit } from '../../src/toolkit/commands.js';
import { SeededRandom } from '../support/seeded-random.js';
import { recording } from '../support/vectors.js';
import type { Dice } from './dice.js';
import { type Grammar, makeParts, type Parts, sizeOf, textOf } from './parts.js';
import { must, type Target } from './target.js';

interface Call {
  readonly args: readonly string[];
  readonly input: Parts;
}

const { steps } = recording(3);
const CONVERSATION = steps.map(({ from, wire }) => `${from}: ${wire}\n`).join('');
const DATA = steps.filter(({ wire }) => wire.startsWith('?OTR:AAMD')).at(-1)?.wire ?? '';
const EXCHANGE = steps
  .slice(0, 5)
  .map(({ from, wire }) => `${from}: ${wire}\n`)
  .join('');
const { dhPrivate } = recording(3);
const EXPONENT = Object.values(dhPrivate.alice)[0] ?? '02';

const INPUT: Grammar = {
  // prettier-ignore
  words: ['?OTR:', '?OTR,', '?OTR|', '.', ',', '1', '2', 'AAMD', 'alice: ', 'bob: ', ': ', '\n', '\r\n', '\t', ' ', 'hello', '?OTRv23?', DATA, '\0', '\u001b[2J', '\xff', '\u2028'],
  samples: [CONVERSATION, DATA, `${EXCHANGE}alice: hello\nbob: oh\n`, 'alice: hello\nbob: oh\n'],
};

// prettier-ignore
const ARGUMENTS = ['', '0', '1', '-1', '1.5', '256', '4294967295', '4294967296', 'xyz', '00', '0g', 'f'.repeat(40), '00'.repeat(16), '00'.repeat(20), '00'.repeat(8),
  '02', '01', 'ff'.repeat(192), 'ff'.repeat(193), EXPONENT, '00'.repeat(41), '-2', '0000', `0000${'00000001ff'.repeat(4)}`, 'hello', 'jello', '--help'];

const COMMANDS = [
  'parse',
  'sesskeys',
  'mackey',
  'readforge',
  'modify',
  'remac',
  'forge',
  'forge',
  '',
  'toString',
];
const COUNTS: Readonly<Record<string, number>> = {
  sesskeys: 2,
  mackey: 1,
  readforge: 1,
  modify: 4,
  remac: 10,
};

function makeArguments(dice: Dice): readonly string[] {
  const command = dice.pick(COMMANDS);
  const count = dice.onceIn(5) ? dice.integer(12) : (COUNTS[command] ?? dice.integer(3));
  return [command, ...Array.from({ length: count }, () => dice.pick(ARGUMENTS))];
}

export const toolkit: Target<Call> = {
  name: 'toolkit',
  make: (dice) => ({ args: makeArguments(dice), input: makeParts(dice, INPUT) }),
  size: ({ input }) => sizeOf(input),
  allowance: 500,
  run: ({ args, input }) => {
    const random = new SeededRandom('toolkit');
    const { out, err, status } = runToolkit(args, { input: () => textOf(input), random });
    must(status === 0 || status === 1, `status ${status}`);
    must(status === 0 || err !== '', 'a failure without a word');
    must(
      !/[\0-\x08\x0b-\x1f\x7f-\x9f]/.test(out + err) || args[0] === 'forge',
      'a control character',
    );
  },
};
