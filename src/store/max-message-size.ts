// SPDX-License-Identifier: GPL-2.0-or-later
import { MAX_PROBLEMS, orProblem, type Problem, StoreFault } from './problem.js';
import { Source } from './source.js';
import { fieldsOf, isRemark, splitLines } from './tab-lines.js';
import { decodeLatin1 } from './text.js';

/**
 * The smallest packet that fragments fit into: "?OTR|12345678|12345678,00001,00002," and "," leave
 * 16 characters of the message in it. A smaller limit made libotr divide by zero.
 */
export const MIN_PACKET = 52;
/** What libotr's int can hold. */
const MAX_PACKET = 0x7fffffff;

/** The value of `otr.max_message_size`, which people write themselves: the longest packet, by protocol. */
export interface MaxMessageSizes {
  /** Characters; 0: no limit. */
  readonly sizes: ReadonlyMap<string, number>;
  /** The lines that do not count; after MAX_PROBLEMS of them no more is read. */
  readonly problems: readonly Problem[];
}

/** Reads lines of "protocol TAB bytes"; a Problem when the file is too long. */
export function parseMaxMessageSizes(bytes: Uint8Array): MaxMessageSizes | Problem {
  return orProblem(() => {
    const sizes = new Map<string, number>();
    const problems: Problem[] = [];
    for (const [index, line] of splitLines(new Source(bytes).bytes).entries()) {
      if (isRemark(line)) continue;
      const size = orProblem(() => readLine(line, index + 1));
      if (!('kind' in size)) sizes.set(size.protocol, size.packet);
      else if (problems.push(size) === MAX_PROBLEMS) break;
    }
    return { sizes, problems };
  });
}

function readLine(line: string, number: number): { protocol: string; packet: number } {
  const [id = '', digits, ...rest] = fieldsOf(line);
  const protocol = decodeLatin1(id);
  if (protocol === null || protocol === '') throw new StoreFault('bad-name', number, 'protocol');
  if (digits === undefined || rest.length > 0 || !/^[0-9]{1,10}$/.test(digits.trim()))
    throw new StoreFault('syntax', number, 'no line of a protocol and a number');
  const packet = Number(digits);
  if (packet !== 0 && (packet < MIN_PACKET || packet > MAX_PACKET))
    throw new StoreFault('bad-number', number, `not from ${MIN_PACKET} to ${MAX_PACKET}`);
  return { protocol, packet };
}
