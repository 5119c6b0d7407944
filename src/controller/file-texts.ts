// SPDX-License-Identifier: GPL-2.0-or-later
import type { Problem } from '../store/problem.js';
import type { FileRefusal } from './files-port.js';
import { _ } from './language.js';

/** Which file cannot be read, and why: a refusal of the disk's, or a problem of its content. */
export function unreadableText(path: string, why: FileRefusal | Problem): string {
  const reason = typeof why === 'string' ? refusalReason(why) : problemReason(why);
  return _('The file %{path} cannot be used: %{reason} It has been left as it is.', {
    path,
    reason,
  });
}

/** Which file could not be written, and why. */
export function unwritableText(path: string, why: FileRefusal): string {
  const reason = refusalReason(why);
  return _('The file %{path} could not be written: %{reason}', { path, reason });
}

function refusalReason(why: FileRefusal): string {
  switch (why) {
    case 'missing':
      return _('it or its folder does not exist.');
    case 'symlink':
      return _('it is a symbolic link.');
    case 'foreign-owner':
      return _('it belongs to another user.');
    case 'not-a-file':
      return _('it is not an ordinary file.');
    case 'too-large':
      return _('it is too large.');
    case 'denied':
      return _('access was denied.');
    case 'no-space':
      return _('the disk is full.');
    case 'locked':
      return _('another program is using it.');
    case 'failed':
      return _('the disk reports an error.');
  }
}

function problemReason({ code, line }: Problem): string {
  switch (code) {
    case 'too-large':
      return refusalReason('too-large');
    case 'syntax':
      return _('line %{line} is damaged.', { line });
    case 'wrong-kind':
      return _('it is another kind of file.');
    case 'too-new':
      return _('it was written by a newer version of this program.');
    case 'encrypted':
      return _('it is encrypted.');
    case 'incomplete':
      return _('something is missing in line %{line}.', { line });
    case 'bad-name':
      return _('a name in line %{line} is not valid.', { line });
    case 'bad-key':
      return _('the key in line %{line} is damaged.', { line });
    case 'bad-number':
      return _('a number in line %{line} is not valid.', { line });
  }
}
