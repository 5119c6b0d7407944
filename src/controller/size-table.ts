// SPDX-License-Identifier: GPL-2.0-or-later
import { parseMaxMessageSizes } from '../store/max-message-size.js';
import type { FilesPort } from './files-port.js';
import type { Log } from './ports.js';

const FILE = 'otr.max_message_size';

/** The person's own table of message sizes, if there is one; what is wrong in it does not count. */
export function readSizes(files: FilesPort, log: Log): ReadonlyMap<string, number> {
  const result = files.read(FILE);
  if (result.kind !== 'content') {
    if (result.kind === 'failed') log.warning(`${FILE}: ${result.reason}`);
    return new Map();
  }
  const table = parseMaxMessageSizes(result.bytes);
  if ('kind' in table) {
    log.warning(`${FILE}: ${table.code}`);
    return new Map();
  }
  for (const { code, line } of table.problems) log.warning(`${FILE}: line ${line}: ${code}`);
  return table.sizes;
}
