// SPDX-License-Identifier: GPL-2.0-or-later

/** Two squares, one above the other, as one character: light ones are drawn. */
const SQUARES: Readonly<Record<string, string>> = { '00': '█', '01': '▀', '10': '▄', '11': ' ' };

/** A picture of light ('0') and dark ('1') squares for terminals, which write light on dark. */
export function drawn(rows: readonly string[]): string {
  const lines: string[] = [];
  for (let at = 0; at < rows.length; at += 2) {
    const below = rows[at + 1] ?? '';
    const line = Array.from(rows[at] ?? '', (top, x) => SQUARES[top + (below[x] ?? '1')] ?? '');
    lines.push(line.join(''));
  }
  return lines.join('\n');
}
