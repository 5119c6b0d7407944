// SPDX-License-Identifier: GPL-2.0-or-later
import { encodeLatin1, fromLatin1, toLatin1 } from './text.js';

/** libotr reads lines into 1000 bytes, end and zero included: a longer one would become two. */
const MAX_LINE_BYTES = 998;

/** Every line with its end, which only the last may lack; one character for each byte. */
export function splitLines(bytes: Uint8Array): string[] {
  const text = toLatin1(bytes);
  const lines: string[] = [];
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
    lines.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** Puts a line behind the others; a last line without end gets one first. */
export function appendLine(lines: string[], line: string): void {
  const last = lines.at(-1);
  if (last !== undefined && last !== '' && !last.endsWith('\n'))
    lines[lines.length - 1] = `${last}\n`;
  lines.push(line);
}

/** The bytes of these lines. */
export function joinLines(lines: readonly string[]): Uint8Array {
  return fromLatin1(lines.join(''));
}

/** The fields between tabs. libotr ends a line at the first CR or LF. */
export function fieldsOf(line: string): readonly string[] {
  return withoutEnd(line).split('\t');
}

/** Whether the line says nothing: blank, or a comment. */
export function isRemark(line: string): boolean {
  return line.startsWith('#') || withoutEnd(line) === '';
}

function withoutEnd(line: string): string {
  const end = line.search(/[\r\n]/);
  return end === -1 ? line : line.slice(0, end);
}

/** The line of these texts, or null: one of them holds what would end it, or it gets too long. */
export function lineOf(texts: readonly string[]): string | null {
  if (texts.some((text) => /[\t\r\n\0]/.test(text))) return null;
  const line = encodeLatin1(texts.join('\t'));
  return line.length <= MAX_LINE_BYTES ? `${line}\n` : null;
}
