// SPDX-License-Identifier: GPL-2.0-or-later
import { MAX_MESSAGE_CHARACTERS } from '../wire/limits.js';
import { Joiner } from './recorded.js';
import { Refusal } from './refusal.js';

/** One line of a conversation. */
export interface Line {
  readonly name: string;
  readonly text: string;
}

/** What `forge` is given: what passed between two people, and what they are to have said. */
export interface Script {
  /** The first one speaks, or sends, first. */
  readonly names: readonly [string, string];
  /** Texts of the protocol, fragments joined. */
  readonly recorded: readonly Line[];
  readonly said: readonly Line[];
}

const RECORDED = '?OTR';
const LINE = /^(.+?): (.*)$/;
/** Characters of a text; as UTF-8 and base64 it still fits into a message that engines take. */
const MAX_TEXT = MAX_MESSAGE_CHARACTERS / 8;

/** Reads lines of the form "NAME: TEXT"; empty ones and those that begin with a tab do not count. */
export function readScript(input: string): Script {
  const lines = input
    .split(/\r?\n/)
    .map(readLine)
    .filter((line) => line !== null);
  const [first, second, ...others] = new Set(lines.map(({ name }) => name));
  if (first === undefined || second === undefined || others.length > 0)
    throw new Refusal('A conversation is between two: lines must bear two names.');
  const recorded = joined(lines.filter(isRecorded));
  return { names: [first, second], recorded, said: lines.filter((line) => !isRecorded(line)) };
}

function readLine(line: string, index: number): Line | null {
  if (line === '' || line.startsWith('\t')) return null;
  const [, name, text] = LINE.exec(line) ?? [];
  if (name === undefined || text === undefined)
    throw new Refusal(`Line ${index + 1} does not have the form "NAME: TEXT".`);
  if (text.length > MAX_TEXT && !text.startsWith(RECORDED))
    throw new Refusal(`Line ${index + 1} is too long for one message.`);
  return { name, text };
}

function isRecorded({ text }: Line): boolean {
  return text.startsWith(RECORDED);
}

function joined(lines: readonly Line[]): readonly Line[] {
  const joiners = new Map<string, Joiner>();
  return lines.flatMap(({ name, text }) => {
    const joiner = joiners.get(name) ?? new Joiner();
    joiners.set(name, joiner);
    const whole = joiner.take(text);
    return whole === null ? [] : [{ name, text: whole }];
  });
}
