// SPDX-License-Identifier: GPL-2.0-or-later

/** C0 controls but tab and newline, DEL, and C1 controls: a terminal would obey them. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** What a stranger wrote, safe to print: controls as \xNN. */
export function visible(text: string): string {
  return text.replace(CONTROL, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
