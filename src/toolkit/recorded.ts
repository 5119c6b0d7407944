// SPDX-License-Identifier: GPL-2.0-or-later
import { OtrFault } from '../wire/fault.js';
import { type Fragment, parseFragment } from '../wire/fragment.js';

/** An encoded message, the last one perhaps cut off before its ".", or a fragment. */
const ANY =
  /\?OTR(?::[^.?]*\.?|(?:\|[0-9a-fA-F]{1,8}\|[0-9a-fA-F]{1,8})?,\d{1,9},\d{1,9},[^,\n]*,)/g;

/** Every encoded message in what somebody recorded, in order, fragments joined. Total. */
export function messagesIn(recorded: string): readonly string[] {
  const joiner = new Joiner();
  return Array.from(recorded.matchAll(ANY), ([found]) => joiner.take(found) ?? '')
    .filter((message) => message.startsWith('?OTR:'))
    .map((message) => (message.endsWith('.') ? message : `${message}.`));
}

/** Joins fragments as a receiver does, for each direction that the instance tags tell apart. */
export class Joiner {
  readonly #begun = new Map<string, { readonly last: Fragment; readonly pieces: string[] }>();

  /** The message that is complete with this text, or null; what is no fragment is complete itself. */
  take(text: string): string | null {
    if (!text.startsWith('?OTR,') && !text.startsWith('?OTR|')) return text;
    const fragment = fragmentOf(text);
    return fragment === null ? null : this.#add(fragment);
  }

  #add(fragment: Fragment): string | null {
    const { index, total, piece, senderTag, receiverTag } = fragment;
    const direction = `${senderTag} ${receiverTag}`;
    const begun = this.#begun.get(direction);
    this.#begun.delete(direction);
    const follows = begun?.last.index === index - 1 && begun.last.total === total;
    if (index !== 1 && !follows) return null;
    const pieces = index === 1 || begun === undefined ? [] : begun.pieces;
    pieces.push(piece);
    if (index === total) return pieces.join('');
    this.#begun.set(direction, { last: fragment, pieces });
    return null;
  }
}

function fragmentOf(text: string): Fragment | null {
  try {
    return parseFragment(text);
  } catch (error) {
    if (error instanceof OtrFault) return null;
    throw error;
  }
}
