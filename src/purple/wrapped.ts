// SPDX-License-Identifier: GPL-2.0-or-later

/** Columns that every terminal has, less a frame. */
const COLUMNS = 72;

/** Text in lines that fit: terminals' windows grow as wide as their longest line, and are cut. */
export function wrapped(text: string): string {
  return text.split('\n').map(wrappedLine).join('\n');
}

function wrappedLine(line: string): string {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > COLUMNS) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current].join('\n');
}
