// SPDX-License-Identifier: GPL-2.0-or-later
import type { AccountId } from '../controller/contact-id.js';
import type { FilesPort } from '../controller/files-port.js';
import { parseXml, textOf } from '../store/import/xml.js';
import { orProblem } from '../store/problem.js';
import { Source } from '../store/source.js';

/** The accounts in libpurple's accounts.xml; none when it cannot be read. */
export function purpleAccounts(files: FilesPort): readonly AccountId[] {
  const result = files.read('accounts.xml');
  if (result.kind !== 'content') return [];
  const root = orProblem(() => parseXml(new Source(result.bytes)));
  if ('kind' in root) return [];
  return root.children.flatMap((account) => {
    const protocol = textOf(account, 'protocol');
    const username = textOf(account, 'name');
    return protocol === null || username === null ? [] : [{ protocol, username }];
  });
}
