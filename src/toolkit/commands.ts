// SPDX-License-Identifier: GPL-2.0-or-later
import type { RandomSource } from '../crypto/random.js';
import { fromUtf8, utf8 } from '../wire/bytes.js';
import { OtrFault } from '../wire/fault.js';
import { fixedHexArgument, hexArgument, numberArgument } from './arguments.js';
import { forgeConversation, type Means } from './forge.js';
import { forge, modify, read, remac } from './forge-message.js';
import { macKeyReport, sessionKeys } from './keys.js';
import { dataMessage, type ParsedData } from './messages.js';
import { parse } from './parse.js';
import { piecesOf } from './pieces.js';
import { messagesIn } from './recorded.js';
import { Refusal } from './refusal.js';
import { type CommandName, isCommand, usageOf, USAGES } from './usage.js';
import { visible } from './visible.js';

/** What a command leaves: text for standard output and standard error, and the exit status. */
export interface Outcome {
  readonly out: string;
  readonly err: string;
  readonly status: number;
}

/** What a command may use of the world. */
interface Surroundings {
  /** Everything on standard input; called at most once. */
  readonly input: () => string;
  readonly random: RandomSource;
}

type Command = (args: readonly string[], around: Surroundings) => string | Outcome;

const AES_KEY_BYTES = 16;
const MAC_KEY_BYTES = 20;

const COMMANDS: Readonly<Record<CommandName, Command>> = {
  parse: (_, { input }) => parse(input()),
  sesskeys: ([ours = '', theirs = '']) =>
    sessionKeys(hexArgument(ours, 'DH private key'), hexArgument(theirs, 'DH public key')),
  mackey: ([key = '']) => macKeyReport(aesKey(key)),
  readforge,
  modify: ([key = '', oldText = '', newText = '', offset = ''], { input }) => {
    const change = {
      oldText: utf8(oldText),
      newText: utf8(newText),
      offset: numberArgument(offset, 'offset'),
    };
    return `${modify(macKey(key), firstMessage(input()), change)}\n`;
  },
  remac: ([key = '', ...pieces]) => `${remac(macKey(key), piecesOf(pieces))}\n`,
  forge: (args, { input, random }) => {
    const means = meansOf(args);
    return forgeConversation(input(), means, random);
  },
};

/**
 * Carries out `otr-toolkit NAME ARGUMENTS`. Total: whatever the arguments and the input are, the
 * outcome says what is wrong with them, in a line that repeats nothing of them.
 */
export function runToolkit(args: readonly string[], around: Surroundings): Outcome {
  const [name = '', ...rest] = args;
  if (name === '--help' || name === '-h') return { out: usageOf(null), err: '', status: 0 };
  if (!isCommand(name)) return { out: '', err: usageOf(null), status: 1 };
  const [least, most] = USAGES[name].count;
  if (rest.length < least || rest.length > most) return { out: '', err: usageOf(name), status: 1 };
  try {
    const result = COMMANDS[name](rest, around);
    return typeof result === 'string' ? { out: result, err: '', status: 0 } : result;
  } catch (error) {
    return { out: '', err: complaint(name, error), status: 1 };
  }
}

function complaint(name: CommandName, error: unknown): string {
  if (error instanceof Refusal) return `${error.message}\n${error.isUsage ? usageOf(name) : ''}`;
  if (error instanceof OtrFault) return `This does not check out: ${error.message}\n`;
  throw error;
}

function aesKey(text: string): Uint8Array {
  return fixedHexArgument(text, 'AES key', AES_KEY_BYTES);
}

function macKey(text: string): Uint8Array {
  return fixedHexArgument(text, 'MAC key', MAC_KEY_BYTES);
}

function firstMessage(recorded: string): ParsedData {
  return dataMessage(messagesIn(recorded)[0]);
}

/** As libotr's: a wrong key is told, but is no failure, since it is the way to a complete forgery. */
function readforge([key = '', text]: readonly string[], { input }: Surroundings): Outcome {
  const aes = aesKey(key);
  const original = firstMessage(input());
  const plain = read(aes, original);
  const shown = plain === null ? '' : `Plaintext: \`\`${visible(fromUtf8(plain))}''\n`;
  const forged = text === undefined ? '' : `${forge(aes, original, utf8(text))}\n`;
  const err = plain === null ? 'MAC does not verify: wrong AES key?\n' : '';
  return { out: shown + forged, err, status: 0 };
}

function meansOf(args: readonly string[]): Means {
  const isV2 = args[0] === '-2';
  const [first, second, ...more] = isV2 ? args.slice(1) : args;
  if (more.length > 0 || (isV2 && second === undefined))
    throw new Refusal('-2 goes with two public keys.', 'usage');
  if (first === undefined) return { kind: 'recording' };
  if (second === undefined)
    return { kind: 'own-recording', privateKey: hexArgument(first, 'DH private key') };
  return {
    kind: 'public-keys',
    version: isV2 ? 2 : 3,
    keys: [hexArgument(first, 'first public key'), hexArgument(second, 'second public key')],
  };
}
